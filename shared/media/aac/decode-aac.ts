import { BANDS, type Bands } from './bands.ts';
import { BitReader } from './bit-reader.ts';
import { filterBank } from './filter-bank.ts';
import { shapeNoise } from './noise-shaping.ts';
import { type Channel, readChannel } from './read-channel.ts';
import type { AacConfig } from './read-config.ts';
import { readPair } from './read-pair.ts';
import { skipBytes, skipFill, skipLayout } from './skip-element.ts';

const [SINGLE, PAIR, COUPLING, BASS, DATA, LAYOUT, FILL, END] = [0, 1, 2, 3, 4, 5, 6, 7];
/** What is more is mixed otherwise by each player. */
const MOST_CHANNELS = 2;
/** Coefficients are scaled for whole numbers of 16 bits. */
const SCALE = 1 / 32_768;

/**
 * A decoder of AAC of low complexity (ISO/IEC 14496-3, 4.4 and 4.6), which is what phones and Safari record: gives 1024 samples a
 * packet for its channel, or each of its two. It is made to compare what is heard: made-up noise is as loud as it should be, and
 * otherwise any. A packet that breaks the rules throws a RangeError; coupled, bass and further channels do, too, and a second
 * block, which some players play.
 */
export function aacDecoder({ rateIndex }: AacConfig): (packet: Uint8Array) => Float32Array[] {
  const bands = BANDS[rateIndex] as Bands;
  const banks = Array.from({ length: MOST_CHANNELS }, filterBank);
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  return packet => {
    const channels = readBlock(new BitReader(packet), bands, random);
    for (const { info, shaping, spectrum } of channels) shapeNoise(spectrum, shaping, info.size);
    return channels.map((channel, i) => Float32Array.from((banks[i] as (typeof banks)[number])(channel), each => each * SCALE));
  };
}

/** `raw_data_block`: the channels of one frame. */
function readBlock(bits: BitReader, bands: Bands, random: () => number): Channel[] {
  const channels: Channel[] = [];
  for (let element = bits.read(3); element !== END; element = bits.read(3)) {
    if (element === FILL) {
      skipFill(bits);
      continue;
    }
    bits.skip(4);
    if (element === SINGLE) channels.push(readChannel(bits, bands, null, random));
    else if (element === PAIR) channels.push(...readPair(bits, bands, random));
    else if (element === DATA) skipBytes(bits);
    else if (element === LAYOUT) skipLayout(bits);
    else if (element === COUPLING || element === BASS) throw new RangeError(`channels of kind ${element} are not read here`);
    if (channels.length > MOST_CHANNELS) throw new RangeError('more channels than a take has');
  }
  if (!bits.isRestZero()) throw new RangeError('something after the end of a block');
  return channels;
}

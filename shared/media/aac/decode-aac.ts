import { BANDS, type Bands } from './bands.ts';
import { BitReader } from './bit-reader.ts';
import { filterBank } from './filter-bank.ts';
import { shapeNoise } from './noise-shaping.ts';
import { type Channel, readChannel } from './read-channel.ts';
import type { AacConfig } from './read-config.ts';
import { readPair } from './read-pair.ts';
import { skipBytes, skipFill, skipLayout } from './skip-element.ts';

const [SINGLE, PAIR, COUPLING, BASS, DATA, LAYOUT, FILL, END] = [0, 1, 2, 3, 4, 5, 6, 7];
/** More than any phone records. */
const MOST_CHANNELS = 8;

/**
 * A decoder of AAC of low complexity (ISO/IEC 14496-3, 4.4 and 4.6), which is what phones and Safari record: gives the mean of all channels but the bass, 1024 samples a packet, -1 to 1.
 * It is made to compare what is heard: made-up noise is as loud as it should be, and otherwise any. A packet that breaks the rules throws a RangeError; coupled channels do, too.
 */
export function aacDecoder({ rateIndex }: AacConfig): (packet: Uint8Array) => Float32Array {
  const bands = BANDS[rateIndex] as Bands;
  const bank = filterBank();
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  return packet => {
    const channels = readBlock(new BitReader(packet), bands, random);
    for (const { info, shaping, spectrum } of channels) shapeNoise(spectrum, shaping, info.size);
    // Coefficients are scaled for whole numbers of 16 bits.
    const scale = 1 / 32_768 / Math.max(1, channels.length);
    return Float32Array.from(bank(channels), sample => sample * scale);
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
    const tag = bits.read(4);
    if (element === SINGLE) channels.push(readChannel(bits, bands, null, random));
    else if (element === PAIR) channels.push(...readPair(bits, bands, random));
    else if (element === BASS) readChannel(bits, bands, null, random);
    else if (element === DATA) skipBytes(bits);
    else if (element === LAYOUT) skipLayout(bits);
    else if (element === COUPLING) throw new RangeError(`coupled channels (${tag}) are not read here`);
    if (channels.length > MOST_CHANNELS) throw new RangeError('more channels than a take has');
  }
  return channels;
}

import { BitReader } from './bit-reader.ts';

/** Samples a second by their index in the standard. */
export const SAMPLE_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000];

const LOW_COMPLEXITY = 2;
/** Spectral band replication, and parametric stereo beside it: both are added to a core of low complexity. */
const ADDED = [5, 29];

/** What a decoder must know before the first packet. */
export type AacConfig = { rateIndex: number; sampleRate: number };

/**
 * Reads an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). Of HE-AAC it tells the core, whose rate is half of what is played: it has all that is
 * below a quarter of that. @throws RangeError for other kinds of AAC
 */
export function readConfig(description: Uint8Array): AacConfig {
  const bits = new BitReader(description);
  const kind = readKind(bits);
  const rateIndex = readRate(bits);
  bits.skip(4);
  let core = kind;
  if (ADDED.includes(kind)) {
    readRate(bits);
    core = readKind(bits);
  }
  if (core !== LOW_COMPLEXITY) throw new RangeError(`AAC of kind ${core} is not read here`);
  // Frames of 960 samples are for radio.
  if (bits.flag()) throw new RangeError('AAC in frames of 960 is not read here');
  return { rateIndex, sampleRate: SAMPLE_RATES[rateIndex] as number };
}

function readKind(bits: BitReader): number {
  const kind = bits.read(5);
  return kind === 31 ? 32 + bits.read(6) : kind;
}

/** By index, or written out. */
function readRate(bits: BitReader): number {
  const index = bits.read(4);
  if (index < SAMPLE_RATES.length) return index;
  if (index !== 15) throw new RangeError('no sample rate');
  const rate = bits.read(24);
  const near = SAMPLE_RATES.indexOf(rate);
  if (near < 0) throw new RangeError(`${rate} samples a second are not read here`);
  return near;
}

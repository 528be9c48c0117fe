/** A biquad's coefficients, a0 being 1. */
type Biquad = { b: readonly [number, number, number]; a: readonly [number, number] };

const BLOCK_SECONDS = 0.4;
const STEP_SECONDS = 0.1;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
/** What channels of 5.1 weigh (table 4 of the standard): those behind more, the bass nothing. */
const SURROUND = 1.41;
const FIVE_ONE = [1, 1, 1, 0, SURROUND, SURROUND];

/**
 * Integrated loudness in LUFS by ITU-R BS.1770-4: K-weighting, blocks of 400 ms every 100 ms, an absolute and a relative gate.
 * Channels are in the order of Web Audio: one, left and right, or 5.1 (and more) as left, right, middle, bass, surrounds. Null
 * for what is shorter than a block or all silence.
 */
export function integratedLoudness(channels: readonly Float32Array[], sampleRate: number): number | null {
  const powers = blockPowers(channels, sampleRate);
  const loud = powers.filter(power => loudnessOf(power) > ABSOLUTE_GATE);
  if (loud.length === 0) return null;
  const gate = loudnessOf(mean(loud)) + RELATIVE_GATE;
  const kept = loud.filter(power => loudnessOf(power) > gate);
  return kept.length === 0 ? null : loudnessOf(mean(kept));
}

const loudnessOf = (power: number): number => -0.691 + 10 * Math.log10(power);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean square of the weighted samples in each block, summed over the channels. */
function blockPowers(channels: readonly Float32Array[], sampleRate: number): number[] {
  const [step, block] = [Math.round(STEP_SECONDS * sampleRate), Math.round(BLOCK_SECONDS * sampleRate)];
  const length = Math.max(0, ...channels.map(channel => channel.length));
  const count = Math.max(0, Math.floor((length - block) / step) + 1);
  const powers = new Array<number>(count).fill(0);
  for (const [place, channel] of channels.entries()) {
    const weight = channels.length < FIVE_ONE.length ? 1 : (FIVE_ONE[place] ?? SURROUND);
    if (weight === 0) continue;
    const weighted = filter(filter(channel, shelf(sampleRate)), highPass(sampleRate));
    // Sums of squares up to each sample: a block is then one subtraction.
    const sums = new Float64Array(weighted.length + 1);
    for (let i = 0; i < weighted.length; i++) sums[i + 1] = (sums[i] ?? 0) + (weighted[i] ?? 0) ** 2;
    for (let at = 0; at < count; at++) {
      const end = Math.min(at * step + block, weighted.length);
      powers[at] = (powers[at] ?? 0) + (weight * ((sums[end] ?? 0) - (sums[at * step] ?? 0))) / block;
    }
  }
  return powers;
}

function filter(samples: Float32Array | Float64Array, { b, a }: Biquad): Float64Array {
  const out = new Float64Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] ?? 0;
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[i] = y;
  }
  return out;
}

/** The first stage of K-weighting: +4 dB above about 1.7 kHz, for the head. The standard tabulates it at 48 kHz; these are its analogue values. */
function shelf(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const vh = 10 ** (3.999843853973347 / 20);
  const vb = vh ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b: [(vh + (vb * k) / q + k * k) / a0, (2 * (k * k - vh)) / a0, (vh - (vb * k) / q + k * k) / a0],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  };
}

/** The second stage: a high pass at 38 Hz. */
function highPass(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
}

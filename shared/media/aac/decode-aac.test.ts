import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../kernel/testing/seeded.ts';
import { CODE_BOOKS } from './code-books.ts';
import { aacDecoder } from './decode-aac.ts';
import { filterBank } from './filter-bank.ts';
import { inverseTransform } from './inverse-transform.ts';
import { readConfig } from './read-config.ts';
import { LONG, LONG_START, LONG_STOP, SHORT } from './window-info.ts';

describe('the inverse transform', () => {
  it.each([128, 1024])('of %i coefficients is the sum that the standard writes down', size => {
    const random = seeded(size);
    const spectrum = Float64Array.from({ length: size }, () => random() - 0.5);
    const fast = inverseTransform(size)(spectrum);
    for (const n of [0, 1, size / 2 - 1, size / 2, size, 1.5 * size, 2 * size - 1]) {
      const angle = (k: number) => ((2 * Math.PI) / (2 * size)) * (n + 0.5 + size / 2) * (k + 0.5);
      const slow = (2 / (2 * size)) * spectrum.reduce((sum, value, k) => sum + value * Math.cos(angle(k)), 0);
      expect(fast[n]).toBeCloseTo(slow, 10);
    }
  });
});

describe('the filter bank', () => {
  it.each([
    ['sine', 0],
    ['Kaiser-Bessel', 1],
  ])('gives back what was cut into long and short windows (%s)', (_, shape) => {
    const random = seeded(9);
    const signal = Float64Array.from({ length: 1024 * 8 }, () => random() - 0.5);
    const sequences = [LONG, LONG, LONG_START, SHORT, LONG_STOP, LONG, LONG];
    const bank = filterBank();
    const out = sequences.flatMap((sequence, i) => {
      const spectrum = forward(signal.subarray(i * 1024, i * 1024 + 2048), sequence, shape);
      return [...bank({ spectrum, info: { sequence, shape } })];
    });
    for (let n = 1024; n < out.length; n += 97) expect(out[n]).toBeCloseTo(signal[n] as number, 8);
  });
});

describe('code books', () => {
  it('are whole: every run of bits is some code, and each group of values has one', () => {
    const SIZES = [81, 81, 81, 81, 81, 81, 64, 64, 169, 169, 289, 121];
    for (const [i, { counts, order }] of CODE_BOOKS.entries()) {
      const kraft = counts.split(' ').reduce((sum, count, bits) => sum + Number(count) / 2 ** (bits + 1), 0);
      expect(kraft).toBe(1);
      expect(new Set(order.match(/../g)).size).toBe(SIZES[i]);
      expect(order.length).toBe(2 * (SIZES[i] as number));
    }
  });
});

describe('a decoder', () => {
  it('knows the core of what a container describes, and refuses other kinds', () => {
    expect(readConfig(Uint8Array.of(0x12, 0x10))).toEqual({ rateIndex: 4, sampleRate: 44_100 });
    // HE-AAC: band replication over a core of 22,050.
    expect(readConfig(Uint8Array.of(0x2b, 0x92, 0x08, 0x00))).toEqual({ rateIndex: 7, sampleRate: 22_050 });
    expect(() => readConfig(Uint8Array.of(0x0a, 0x10))).toThrow('kind 1');
    expect(() => readConfig(Uint8Array.of(0x12, 0x14))).toThrow('960');
    expect(() => readConfig(new Uint8Array(0))).toThrow(RangeError);
  });

  it('reads one block a packet: padding may follow it, but nothing that some players would play', () => {
    const decode = aacDecoder({ rateIndex: 4, sampleRate: 44_100 });
    // One channel without any band, and the end.
    const silence = [0, 0, 0, 7];
    expect(decode(Uint8Array.of(...silence, 0, 0))).toEqual([new Float32Array(1024)]);
    expect(() => decode(Uint8Array.of(...silence, ...silence))).toThrow('after the end');
  });

  it('ends with samples or a RangeError, whatever a packet says', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.uint8Array({ maxLength: 600 }), (rateIndex, packet) => {
        const decode = aacDecoder({ rateIndex, sampleRate: 44_100 });
        try {
          for (const channel of decode(packet)) expect(channel).toHaveLength(1024);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });
});

/** The transform that an encoder does, by its sum (4.6.11), over windows that let what was cut be put together again. */
function forward(samples: Float64Array, sequence: number, shape: number): Float64Array {
  if (sequence !== SHORT) return transform(samples, windowOf(sequence, shape));
  const spectrum = new Float64Array(1024);
  for (let window = 0; window < 8; window++) {
    const start = 448 + window * 128;
    const rise = halfWindow(128, shape);
    spectrum.set(transform(samples.subarray(start, start + 256), [...rise, ...rise.toReversed()]), window * 128);
  }
  return spectrum;
}

function transform(samples: Float64Array, window: readonly number[]): Float64Array {
  const size = samples.length / 2;
  const cosines = Float64Array.from({ length: 8 * size }, (_, i) => Math.cos((Math.PI / (4 * size)) * i));
  return Float64Array.from({ length: size }, (_, k) => {
    let sum = 0;
    for (let n = 0; n < 2 * size; n++)
      sum +=
        (samples[n] as number) * (window[n] as number) * (cosines[((2 * n + 1 + size) * (2 * k + 1)) % (8 * size)] as number);
    return 2 * sum;
  });
}

function windowOf(sequence: number, shape: number): number[] {
  const long = halfWindow(1024, shape);
  const short = [...Array(448).fill(0), ...halfWindow(128, shape), ...Array(448).fill(1)];
  return [...(sequence === LONG_STOP ? short : long), ...(sequence === LONG_START ? short : long).toReversed()];
}

function halfWindow(length: number, shape: number): number[] {
  if (shape === 0) return Array.from({ length }, (_, n) => Math.sin((Math.PI / (2 * length)) * (n + 0.5)));
  const alpha = length === 1024 ? 4 : 6;
  const weights = Array.from({ length: length + 1 }, (_, n) =>
    besselBySum(Math.PI * alpha * Math.sqrt(1 - ((2 * n) / length - 1) ** 2)),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length }, (_, n) => Math.sqrt(weights.slice(0, n + 1).reduce((sum, weight) => sum + weight, 0) / whole));
}

/** By its integral: (1/π) ∫ exp(x cos t) dt from 0 to π. */
function besselBySum(x: number): number {
  const steps = 400;
  return (
    Array.from({ length: steps }, (_, i) => Math.exp(x * Math.cos((Math.PI * (i + 0.5)) / steps))).reduce((a, b) => a + b) / steps
  );
}

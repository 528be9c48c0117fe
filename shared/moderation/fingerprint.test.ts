import { describe, expect, it } from 'vitest';
import { seeded } from '../kernel/testing/seeded.ts';
import { fingerprint } from './fingerprint.ts';
import { matchFingerprints } from './match-fingerprints.ts';
import { packPrint, unpackPrint } from './pack-print.ts';
import { recording } from './testing/recordings.ts';

const RATE = 16_000;
const PEOPLE = 20;
const lengthOf = (seed: number) => 8 + (seed % 5) * 2;
const originals = Array.from({ length: PEOPLE }, (_, seed) => recording(seed, lengthOf(seed)));
const prints = originals.map(samples => fingerprint(samples, RATE));

const louder = (samples: Float32Array, by: number) => samples.map(sample => sample * by);
const cut = (samples: Float32Array, from: number, to: number) => samples.slice(Math.floor(from * RATE), Math.floor(to * RATE));
/** What a codec takes: everything above a frequency, and a noise that follows the sound. */
function lossy(samples: Float32Array, keep: number, noise: number, seed: number): Float32Array {
  const random = seeded(seed);
  let [held, again, level] = [0, 0, 0];
  return samples.map(sample => {
    held += (sample - held) * keep;
    again += (held - again) * keep;
    level = Math.max(Math.abs(sample), level * 0.9995);
    return again + noise * level * (random() - 0.5);
  });
}
function atRate(samples: Float32Array, rate: number): Float32Array {
  const turned = new Float32Array(Math.floor((samples.length * rate) / RATE));
  for (let i = 0; i < turned.length; i++) {
    const at = (i * RATE) / rate;
    const before = samples[Math.floor(at)] ?? 0;
    turned[i] = before + ((samples[Math.floor(at) + 1] ?? 0) - before) * (at % 1);
  }
  return turned;
}
function after(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Ten ways to pass off somebody's recording as one's own. */
const COPIES: Record<string, (samples: Float32Array, seed: number) => [Float32Array, number]> = {
  'as it is': samples => [samples, RATE],
  quieter: samples => [louder(samples, 0.05), RATE],
  'as a file of 16 bits, much quieter': samples => [
    louder(samples, 0.02).map(sample => Math.round(sample * 32_767) / 32_768),
    RATE,
  ],
  'without its beginning': samples => [cut(samples, 2.317, 60), RATE],
  'from the middle': samples => [cut(samples, 1.513, 6.9), RATE],
  'encoded well': (samples, seed) => [lossy(samples, 0.7, 0.1, seed), RATE],
  'encoded badly': (samples, seed) => [lossy(samples, 0.4, 0.4, seed), RATE],
  'at another rate': samples => [atRate(samples, 44_100), 44_100],
  'quieter, trimmed and encoded': (samples, seed) => [lossy(cut(louder(samples, 0.3), 0.731, 7.2), 0.5, 0.3, seed), RATE],
  'with something before it': (samples, seed) => [after(recording(seed + 500, 3), samples), RATE],
};

describe('a copy', () => {
  it('is found in 200 cases of 200', () => {
    const missed = originals.flatMap((samples, i) =>
      Object.entries(COPIES).flatMap(([how, change]) => {
        const { alike, difference, contrast } = matchFingerprints(
          fingerprint(...change(samples, i)),
          prints[i] ?? new Uint32Array(),
        );
        return alike ? [] : [`${i} ${how}: ${difference.toFixed(3)}, ${contrast.toFixed(2)}`];
      }),
    );
    expect(missed).toEqual([]);
  });

  it('is where it was taken from', () => {
    const { atMs } = matchFingerprints(
      fingerprint(cut(originals[4] ?? new Float32Array(), 3, 60), RATE),
      prints[4] ?? new Uint32Array(),
    );
    expect(Math.abs(atMs[1] - atMs[0] - 3_000)).toBeLessThanOrEqual(50);
  });
});

describe('recordings of different people', () => {
  it('are not alike, in any of 190 pairs', () => {
    const taken = prints.flatMap((print, i) => prints.slice(i + 1).filter(other => matchFingerprints(print, other).alike));
    expect(taken).toHaveLength(0);
  });

  it('are not alike for their silence', () => {
    const [quiet, still] = [fingerprint(new Float32Array(RATE * 8), RATE), fingerprint(new Float32Array(RATE * 6), RATE)];
    expect(quiet.every(word => word === 0)).toBe(true);
    expect(matchFingerprints(quiet, still).alike).toBe(false);
    expect(matchFingerprints(quiet, prints[0] ?? new Uint32Array()).alike).toBe(false);
    expect(matchFingerprints(new Uint32Array(0), new Uint32Array(0)).alike).toBe(false);
    expect(fingerprint(new Float32Array(100), RATE)).toHaveLength(0);
  });

  it('are not alike for one ending on the second that the other begins with', () => {
    const random = seeded(12);
    const words = () => Uint32Array.from({ length: 400 }, () => 1 + Math.floor(random() * 0xffff_fffe));
    const [one, other] = [words(), words()];
    other.set(one.slice(-22));
    expect(matchFingerprints(one, other)).toMatchObject({ alike: false });
    expect(matchFingerprints(other, one)).toMatchObject({ alike: false });
  });

  it('are not alike for being as near at every shift, as notes on the same beat are', () => {
    const random = seeded(11);
    /** The same word in each frame, but for one bit in ten. */
    const hum = () =>
      Uint32Array.from({ length: 400 }, () => {
        let flipped = 0;
        for (let bit = 0; bit < 32; bit++) if (random() < 0.1) flipped |= 1 << bit;
        return 0x5555_5555 ^ flipped;
      });
    const { alike, difference, contrast } = matchFingerprints(hum(), hum());
    expect(difference).toBeLessThan(0.3);
    expect(contrast).toBeGreaterThan(0.5);
    expect(alike).toBe(false);
  });
});

describe('a print', () => {
  it('travels as text', () => {
    const print = prints[0] ?? new Uint32Array();
    expect(unpackPrint(packPrint(print))).toEqual(print);
    expect(() => unpackPrint('')).toThrow('no print');
    expect(() => unpackPrint(btoa('abc'))).toThrow('no print');
  });
});

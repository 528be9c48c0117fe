import { describe, expect, it } from 'vitest';
import { integratedLoudness } from './loudness.ts';
import { loudestSample, packPeaks, peakBytes } from './peaks.ts';
import { unpackPeaks } from './unpack-peaks.ts';

const tone = (hz: number, decibels: number, seconds: number, sampleRate = 48_000) =>
  Float32Array.from(
    { length: seconds * sampleRate },
    (_, i) => 10 ** (decibels / 20) * Math.sin((2 * Math.PI * hz * i) / sampleRate),
  );

describe('integratedLoudness', () => {
  // The conformance signals of EBU Tech 3341: a stereo tone of 1 kHz at −23 dBFS is −23 LUFS, and gates leave out what is quiet.
  it('is −23 LUFS for a stereo tone at −23 dBFS, at any rate of samples', () => {
    for (const sampleRate of [44_100, 48_000]) {
      const left = tone(1_000, -23, 4, sampleRate);
      expect(Math.abs((integratedLoudness([left, left], sampleRate) ?? 0) + 23)).toBeLessThan(0.1);
    }
  });

  // The standard's own calibration: a tone of 997 Hz at full scale in one channel is −3.01 LKFS, so that in both at −20 dBFS it is −20.
  it('is calibrated as the standard says', () => {
    const [full, silent, both] = [tone(997, 0, 4), new Float32Array(4 * 48_000), tone(997, -20, 4)];
    expect(integratedLoudness([full, silent], 48_000)).toBeCloseTo(-3.01, 1);
    expect(integratedLoudness([both, both], 48_000)).toBeCloseTo(-20, 1);
  });

  it('weighs five channels and leaves out the bass', () => {
    const [tone20, none] = [tone(997, -20, 4), new Float32Array(4 * 48_000)];
    const alone = (place: number) =>
      integratedLoudness(
        Array.from({ length: 6 }, (_, at) => (at === place ? tone20 : none)),
        48_000,
      );
    for (const place of [0, 1, 2]) expect(alone(place)).toBeCloseTo(-23.01, 1);
    expect(alone(3)).toBeNull();
    // 10 log10 1.41 louder.
    for (const place of [4, 5]) expect(alone(place)).toBeCloseTo(-21.52, 1);
  });

  it('leaves out pauses and what is far quieter', () => {
    const parts = [tone(1_000, -36, 2), tone(1_000, -23, 12), tone(1_000, -36, 2), new Float32Array(96_000)];
    const left = Float32Array.from(parts.flatMap(part => [...part]));
    expect(Math.abs((integratedLoudness([left, left], 48_000) ?? 0) + 23)).toBeLessThan(0.1);
  });

  it('has no loudness for silence, or for less than a block', () => {
    expect(integratedLoudness([new Float32Array(96_000)], 48_000)).toBeNull();
    expect(integratedLoudness([tone(1_000, -23, 0.2)], 48_000)).toBeNull();
    expect(integratedLoudness([], 48_000)).toBeNull();
  });
});

describe('peaks', () => {
  it('are the loudest of each stretch, over all channels, and come back from storage', () => {
    const left = new Float32Array(4_000).fill(0.1);
    const right = new Float32Array(4_000);
    right[2_010] = -0.4;
    const peaks = peakBytes([left, right]);
    expect([peaks.length, peaks[0], peaks[100], peaks[101]]).toEqual([200, 64, 255, 64]);
    expect(loudestSample([left, right])).toBeCloseTo(0.4);
    const back = unpackPeaks(packPeaks(peaks));
    expect([back.length, back[100]]).toEqual([200, 1]);
    expect(packPeaks(peaks)).toHaveLength(268);
  });

  it('are flat for silence and for nothing', () => {
    expect(new Set(peakBytes([new Float32Array(500)]))).toEqual(new Set([0]));
    expect(new Set(peakBytes([]))).toEqual(new Set([0]));
  });
});

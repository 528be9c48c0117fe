import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hearFile } from '../../../../shared/media/hear-file.ts';
import { makeMedia } from '../../../../shared/media/testing/make-media.ts';
import { fingerprint } from '../../../../shared/moderation/fingerprint.ts';
import { matchFingerprints } from '../../../../shared/moderation/match-fingerprints.ts';
import { recording } from '../../../../shared/moderation/testing/recordings.ts';
import { soundDecoders } from './sound-decoders.ts';

const fixtures = new URL('../../../../shared/media/testing/sung/', import.meta.url);
const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, fixtures)));
const hear = (bytes: Uint8Array) => hearFile(bytes.length, async (start, end) => bytes.subarray(start, end), soundDecoders);
const RATE = 16_000;
const original = fingerprint(recording(2, 10), RATE);
const another = fingerprint(recording(4, 10), RATE);

describe('what is heard in a file, by the server alone', () => {
  it.each(['sung.wav', 'sung.m4a', 'sung.mp4', 'sung.mov', 'sung.aac', 'sung.webm', 'sung.mp3'])(
    '%s is the recording that it was cut from, quieter, and no other',
    async name => {
      const heard = await hear(fileOf(name));
      if (typeof heard === 'string') throw new Error(heard);
      expect(Math.abs(heard.samples.length / heard.sampleRate - 8)).toBeLessThan(0.2);
      const print = fingerprint(heard.samples, heard.sampleRate);
      const { alike, difference, atMs } = matchFingerprints(print, original);
      expect({ alike, low: difference < 0.25 }).toEqual({ alike: true, low: true });
      expect(Math.abs(atMs[1] - atMs[0] - 1_300)).toBeLessThan(150);
      expect(matchFingerprints(print, another).alike).toBe(false);
    },
  );

  it('is not told where nobody is sure: codecs that are not decoded here, two sounds, broken packets', async () => {
    expect(await hear(fileOf('sung.ogg'))).toBe('not-heard');
    expect(await hear(fileOf('two-sounds.m4a'))).toBe('not-heard');
    expect(await hear(await makeMedia('memo.m4a', 2))).toBe('not-heard');
    const broken = fileOf('sung.m4a');
    broken.fill(0x5a, 2_000, 6_000);
    expect(await hear(broken)).toBe('not-heard');
    expect(await hear(new TextEncoder().encode('a song'))).toBe('not-heard');
  });

  it('is no sound where there is none, and silence where it is silent', async () => {
    expect(await hear(await makeMedia('muted.webm', 2))).toBe('no-sound');
    const silent = await hear(await makeMedia('silent.wav', 2));
    expect(typeof silent === 'string' ? [] : [silent.samples.length, silent.samples.every(sample => sample === 0)]).toEqual([
      96_000,
      true,
    ]);
  });

  it('is never told from bytes that cannot be fetched', async () => {
    const bytes = fileOf('sung.m4a');
    const away = hearFile(bytes.length, () => Promise.reject(new Error('away')), soundDecoders);
    await expect(away).rejects.toThrow('away');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hearFile } from '../../../../shared/media/hear-file.ts';
import { makeMedia } from '../../../../shared/media/testing/make-media.ts';
import { wavOf } from '../../../../shared/media/testing/wav-of.ts';
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

  it('is not told where players go on behind what a reader takes for the end', async () => {
    const [wav, aac] = [fileOf('sung.wav'), fileOf('sung.aac')];
    expect(await hear(Uint8Array.from([...wav, ...chunk('data', wav.subarray(44)), ...chunk('note', wav)]))).toBe('not-heard');
    expect(await hear(Uint8Array.from([...fileOf('sung.mp3'), ...(await makeMedia('song.mp3', 3))]))).toBe('not-heard');
    expect(await hear(Uint8Array.from([...aac, ...new Uint8Array(500), ...aac]))).toBe('not-heard');
    const ogg = await makeMedia('song.ogg', 2);
    expect(await hear(ogg)).toHaveProperty('sampleRate', 48_000);
    expect(await hear(Uint8Array.from([...ogg, ...(await makeMedia('song.ogg', 3))]))).toBe('not-heard');
  });

  it('is told of a file with a tag and a cover', async () => {
    const tag = [...new TextEncoder().encode('ID3'), 4, 0, 0, 0, 1, 0, 0, ...new Uint8Array(16_384)];
    for (const name of ['sung.mp3', 'sung.aac'])
      expect(await hear(Uint8Array.from([...tag, ...fileOf(name)]))).toHaveProperty('sampleRate', 16_000);
    const wav = fileOf('sung.wav');
    expect(await hear(Uint8Array.from([...wav, ...chunk('LIST', new Uint8Array(20_000))]))).toHaveProperty('sampleRate', 8_000);
  });

  it('is not told of two channels that cancel each other out for a while, but of one that is alone', async () => {
    const song = recording(2, 10);
    const other = recording(4, 10);
    expect(
      await hear(
        stereoOf(
          song.map((sample, i) => sample + 0.1 * (other[i] as number)),
          song.map(sample => -sample),
        ),
      ),
    ).toBe('not-heard');
    expect(await hear(stereoOf(song, new Float32Array(song.length)))).toHaveProperty('sampleRate', RATE);
    expect(await hear(stereoOf(song, other))).toHaveProperty('sampleRate', RATE);
  });

  it('is not told where packets are of another rate than the first', async () => {
    const bytes = fileOf('sung.aac');
    const second = ((bytes[3] as number) & 3) * 2048 + (bytes[4] as number) * 8 + ((bytes[5] as number) >> 5);
    // 11,025 instead of 16,000: the same bands.
    for (const at of [0, second]) bytes[at + 2] = ((bytes[at + 2] as number) & 0xc3) | (10 << 2);
    expect(await hear(bytes)).toBe('not-heard');
  });

  it('is as loud as a player plays it: one sample of no size hides no song', async () => {
    const samples = recording(2, 10);
    samples[80_000] = 1e30;
    const heard = await hear(floatsOf(samples));
    if (typeof heard === 'string') throw new Error(heard);
    expect(matchFingerprints(fingerprint(heard.samples, heard.sampleRate), original).alike).toBe(true);
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

/** A part of a RIFF file. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + content.length);
  bytes.set(new TextEncoder().encode(name));
  new DataView(bytes.buffer).setUint32(4, content.length, true);
  bytes.set(content, 8);
  return bytes;
}

function stereoOf(left: Float32Array, right: Float32Array): Uint8Array {
  const both = Float32Array.from({ length: 2 * left.length }, (_, i) => (i % 2 === 0 ? left : right)[i >> 1] as number);
  const bytes = wavOf(both, RATE);
  const view = new DataView(bytes.buffer);
  view.setUint16(22, 2, true);
  view.setUint16(32, 4, true);
  return bytes;
}

/** A WAV file of 32-bit floats. */
function floatsOf(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 4);
  bytes.set(wavOf(samples, RATE).subarray(0, 44));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, bytes.length - 8, true);
  view.setUint16(20, 3, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 32, true);
  view.setUint32(40, samples.length * 4, true);
  for (const [i, sample] of samples.entries()) view.setFloat32(44 + i * 4, sample, true);
  return bytes;
}

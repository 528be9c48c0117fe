import { describe, expect, it } from 'vitest';
import { inspectMedia } from '../../../shared/media/inspect-media.ts';
import { type MediaName, makeMedia } from '../../../shared/media/testing/make-media.ts';
import { cutTake } from './cut-take.ts';
import { formatOf } from './format-of.ts';
import { levelOf } from './use-level.ts';

const inspect = async (blob: Blob) => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return inspectMedia(bytes.length, async (start, end) => bytes.subarray(start, end));
};

describe('cutTake', () => {
  it.each([
    ['chrome.webm', 'video/webm'],
    ['chrome-audio.webm', 'audio/webm'],
    ['android.mp4', 'video/mp4'],
    ['safari.mp4', 'video/mp4'],
    ['iphone.mov', 'video/quicktime'],
    ['memo.m4a', 'audio/mp4'],
    ['song.mp3', 'audio/mpeg'],
    ['song.wav', 'audio/wav'],
    ['song.ogg', 'audio/ogg'],
    ['song.aac', 'audio/aac'],
  ] satisfies [MediaName, string][])('keeps a part of %s as a whole file', async (name, mime) => {
    const found = await inspect(await cutTake(new Blob([await makeMedia(name, 10)]), mime, 2_000, 7_000));
    expect(found?.whole).toBe(true);
    expect(Math.abs((found?.facts.durationMs ?? 0) - 5_000)).toBeLessThan(150);
    expect(found?.facts.hasVideo).toBe(mime.startsWith('video/'));
  });

  it('begins film at a key frame, at most a second early', async () => {
    const found = await inspect(await cutTake(new Blob([await makeMedia('chrome.webm', 10)]), 'video/webm', 2_500, 7_000));
    expect(found?.facts.durationMs).toBeGreaterThanOrEqual(4_500);
    expect(found?.facts.durationMs).toBeLessThan(5_600);
  });
});

describe('formatOf', () => {
  it('is the first that the device records', () => {
    expect(formatOf(true, mime => mime.includes('webm'))).toBe('video/webm;codecs=vp9,opus');
    expect(formatOf(false, mime => mime.startsWith('audio/mp4'))).toBe('audio/mp4;codecs=mp4a.40.2');
    expect(formatOf(true, () => false)).toBeUndefined();
  });
});

describe('levelOf', () => {
  it.each([
    [0, 'Quiet'],
    [0.01, 'Quiet'],
    [0.2, 'Good level'],
    [0.99, 'Too hot'],
  ] as const)('%d is %s', (sample, words) => expect(levelOf(sample).words).toBe(words));
});

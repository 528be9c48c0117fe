import { describe, expect, it } from 'vitest';
import { inspectMedia } from '../../../shared/media/inspect-media.ts';
import { judgeMedia } from '../../../shared/media/judge-media.ts';
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

  it('makes an MP4 of a Matroska with its codecs, which iPhones play', async () => {
    const blob = await cutTake(new Blob([await makeMedia('obs.mkv', 4)]), 'video/webm', 0, Number.POSITIVE_INFINITY);
    const found = await inspect(blob);
    expect([blob.type, found?.facts.mime, found?.facts.codecs]).toEqual(['video/mp4', 'video/mp4', ['avc', 'aac']]);
    expect(judgeMedia('take', blob.size, found)).toBeNull();
  });

  it('begins film at a key frame, at most a second early', async () => {
    const found = await inspect(await cutTake(new Blob([await makeMedia('chrome.webm', 10)]), 'video/webm', 2_500, 7_000));
    expect(found?.facts.durationMs).toBeGreaterThanOrEqual(4_500);
    expect(found?.facts.durationMs).toBeLessThan(5_600);
  });

  it('is no longer than what was asked for, or than a take may be, where the key frame is early', async () => {
    const film = new Blob([await makeMedia('android.mp4', 65)]);
    const found = await inspect(await cutTake(film, 'video/mp4', 2_900, 62_900));
    expect(Math.abs((found?.facts.durationMs ?? 0) - 60_000)).toBeLessThan(80);
  });

  it('keeps what was recorded with a time that goes back, as after a pause on a busy device', async () => {
    const bytes = await makeMedia('chrome-audio.webm', 10);
    setBack(bytes, 45);
    const found = await inspect(await cutTake(new Blob([bytes]), 'audio/webm', 0, 120_000));
    expect(found?.whole).toBe(true);
    expect(Math.abs((found?.facts.durationMs ?? 0) - 10_000)).toBeLessThan(150);
  });
});

/** Sets the time of a block of Opus in the midst of a WebM back by so many ms. */
function setBack(bytes: Uint8Array, ms: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const blocks: number[] = [];
  for (let at = 4; at < bytes.length - 4; at++) {
    // Track 1, a time of two bytes, a key block without lacing, and Opus' first byte.
    if (bytes[at] === 0x81 && bytes[at + 3] === 0x80 && bytes[at + 4] === 0xfc && view.getInt16(at + 1) >= ms) blocks.push(at);
  }
  const middle = blocks[blocks.length >> 1] ?? 0;
  view.setInt16(middle + 1, view.getInt16(middle + 1) - ms);
}

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

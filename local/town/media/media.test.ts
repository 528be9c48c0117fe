import { BufferSource, Input, MP4 } from 'mediabunny';
import { afterAll, expect, test } from 'vitest';
import { wavOf } from '../../../shared/media/testing/wav-of.ts';
import { INKS } from '../../../shared/performances/schema.ts';
import { randomOf } from '../random.ts';
import { compose } from './compose.ts';
import { danceOf, type Joint } from './dance.ts';
import { FILM_HEIGHT, FILM_WIDTH } from './film.ts';
import { posterArt } from './poster-art.ts';
import { openStudio } from './studio.ts';
import { SAMPLE_RATE, synthesise } from './synthesise.ts';

const studio = openStudio();
afterAll(() => studio.close());
const seeds = Array.from({ length: 12 }, (_, i) => `seed ${i}`);

test('songs are 7 to 12.5 seconds, differ by seed, and are the same for the same seed', () => {
  const songs = seeds.map(seed => synthesise(compose(seed), seed));
  for (const song of songs) {
    const seconds = song.length / SAMPLE_RATE;
    expect(seconds).toBeGreaterThan(7);
    expect(seconds).toBeLessThan(12.5);
  }
  expect(new Set(songs.map(({ length }) => length)).size).toBeGreaterThan(6);
  expect(synthesise(compose('seed 0'), 'seed 0')).toEqual(songs[0]);
});

test('a song is heard, never clips, and fades out', () => {
  for (const seed of seeds) {
    const song = synthesise(compose(seed), seed);
    const peak = song.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(peak).toBeCloseTo(0.82, 3);
    const loudness = (from: number, to: number) =>
      Math.sqrt(song.slice(from, to).reduce((sum, x) => sum + x * x, 0) / (to - from));
    expect(loudness(0, song.length)).toBeGreaterThan(0.05);
    expect(Math.abs(song.at(-1) ?? 1)).toBeLessThan(0.01);
  }
});

test('a WAV file says what it is', () => {
  const wav = wavOf(new Float32Array([0, 1, -1, 2]), SAMPLE_RATE);
  const view = new DataView(wav.buffer);
  expect(new TextDecoder().decode(wav.subarray(0, 4))).toBe('RIFF');
  expect([view.getUint32(4, true), view.getUint16(22, true), view.getUint32(24, true), view.getUint32(40, true)]).toEqual([
    44, 1, 22_050, 8,
  ]);
  expect([0, 1, 2, 3].map(i => view.getInt16(44 + i * 2, true))).toEqual([0, 32767, -32767, 32767]);
});

test('posters carry no words, take their ink, and differ by seed', () => {
  const posters = INKS.map(ink => posterArt('same seed', ink));
  expect(new Set(posters).size).toBe(INKS.length);
  expect(new Set(seeds.map(seed => posterArt(seed, 'rose'))).size).toBe(seeds.length);
  expect(posters.join('')).not.toContain('<text');
});

test('the studio makes a song and a PNG that fits a share image', async () => {
  const { song, songSeconds, poster, posterSize } = await studio.make('a take', 'teal');
  expect(song.length).toBe(44 + Math.round(songSeconds * SAMPLE_RATE) * 2);
  const view = new DataView(poster.buffer, poster.byteOffset);
  expect(view.getUint32(0)).toBe(0x89504e47);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([posterSize.width, posterSize.height]);
  expect(poster.length).toBeLessThan(400_000);
  const again = await studio.make('a take', 'teal');
  expect(Buffer.from(again.poster).equals(poster)).toBe(true);
});

test('the studio films who dances: a silent MP4 that every part of says the same, and nothing of it for a song', async () => {
  const { film } = await studio.make('a dance', 'rose', { dance: true });
  expect(film?.length).toBeGreaterThan(50_000);
  expect(film?.length).toBeLessThan(1_500_000);
  const input = new Input({ source: new BufferSource(film ?? new Uint8Array()), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  expect([track?.codec, track?.codedWidth, track?.codedHeight, await input.computeDuration()]).toEqual([
    'avc',
    FILM_WIDTH,
    FILM_HEIGHT,
    4,
  ]);
  const again = await studio.make('a dance', 'rose', { dance: true });
  expect(Buffer.from(again.film ?? []).equals(Buffer.from(film ?? []))).toBe(true);
  expect((await studio.make('a song', 'rose')).film).toBeNull();
});

test('dancers stand on the floor, keep their limbs, and come back to where they began', () => {
  for (const seed of seeds) {
    const poseAt = danceOf(randomOf(seed), 360);
    const far = (a: Joint, b: Joint) => Math.hypot(a[0] - b[0], a[1] - b[1]);
    for (let i = 0; i <= 48; i++) {
      const pose = poseAt(i / 48);
      expect(pose.leftFoot[1]).toBe(pose.rightFoot[1]);
      expect(far(pose.leftElbow, pose.leftHand)).toBeCloseTo(118);
      expect(far(pose.hip, pose.rightKnee)).toBeCloseTo(far(pose.rightKnee, pose.rightFoot));
      for (const [x, y] of Object.values(pose)) expect(x > 0 && x < 720 && y > 0 && y < 1_180).toBe(true);
    }
    expect(poseAt(1)).toEqual(poseAt(0));
  }
});

test('a closed studio refuses', async () => {
  const closing = openStudio();
  const refused = expect(closing.make('never', 'bone')).rejects.toThrow('closed');
  await closing.close();
  await refused;
});

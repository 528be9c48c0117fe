import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openFilm } from './open-film.ts';

/** The film's element: what it plays is up to the test. */
let video: HTMLVideoElement;
beforeEach(() => {
  vi.useFakeTimers();
  video = document.createElement('video');
  vi.spyOn(document, 'createElement').mockReturnValue(video);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function plays(durationSeconds: number) {
  const facts = { duration: durationSeconds, videoWidth: 640, videoHeight: 480 };
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(video, name, { value });
  const opened = openFilm(new Blob());
  video.dispatchEvent(new Event('loadeddata'));
  return opened;
}

it('opens a film, and says in words when a part of it cannot be played', async () => {
  const film = await plays(12);
  expect(film).toMatchObject({ durationMs: 12_000, aspect: 640 / 480 });
  const there = film.seek(4_000);
  video.dispatchEvent(new Event('seeked'));
  await there;
  expect(video.currentTime).toBe(4);
  const stuck = expect(film.seek(5_000)).rejects.toThrow('A part of this film cannot be played here.');
  await vi.advanceTimersByTimeAsync(60_000);
  await stuck;
});

it('says what is no film, and what is too long', async () => {
  const opened = expect(openFilm(new Blob())).rejects.toThrow('This is no film that can be played here.');
  video.dispatchEvent(new Event('error'));
  await opened;
  await expect(plays(90)).rejects.toThrow('longer than 60 seconds');
});

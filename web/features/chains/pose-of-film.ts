import type { PoseSequence } from '../../../shared/chains/pose.ts';
import { openFilm } from './open-film.ts';
import { readFilm } from './read-film.ts';
import { openSeer } from './see-body.ts';

/** The movement in a film, read on this device. A part of the app that comes with the first film. @throws Error in words; the signal's reason */
export async function poseOfFilm(
  file: Blob,
  model: { url: string; sha256: string },
  onPart: (part: number) => void,
  signal: AbortSignal,
): Promise<PoseSequence> {
  const film = await openFilm(file);
  try {
    const seer = await openSeer(model);
    try {
      return await readFilm(film, seer.see, onPart, signal);
    } finally {
      seer.close();
    }
  } finally {
    film.close();
  }
}

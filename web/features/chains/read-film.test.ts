import { describe, expect, it } from 'vitest';
import { importPose } from '../../../shared/chains/import-pose.ts';
import { poseMs } from '../../../shared/chains/pose.ts';
import { scoreRepeat } from '../../../shared/chains/score-repeat.ts';
import { DANCES, dancer } from '../../../shared/chains/testing/dancer.ts';
import { type Film, NobodySeen, readFilm, type SeeBody } from './read-film.ts';

const WIDE = 16 / 9;
/** A film of a dancer: what MediaPipe would see in it, in parts of its sides. */
function filmed(dance: (typeof DANCES)[keyof typeof DANCES]) {
  const { frames } = dancer(dance);
  const looked: number[] = [];
  const film: Film = {
    durationMs: frames.at(-1)?.t ?? 0,
    aspect: WIDE,
    picture: {} as HTMLVideoElement,
    seek: async ms => void looked.push(ms),
    close: () => {},
  };
  const see: SeeBody = (_, at) => {
    const nearest = frames.reduce((best, frame) => (Math.abs(frame.t - at) < Math.abs(best.t - at) ? frame : best));
    return nearest.landmarks.map(p => {
      if (!('x' in p)) throw new Error('no point');
      return { x: p.x / WIDE, y: p.y, z: (p.z ?? 0) / WIDE, visibility: p.visibility ?? 1 };
    });
  };
  return { film, see, looked };
}
const going = new AbortController().signal;

describe('a film of a dance', () => {
  it('becomes the movement that was danced, whatever the shape of the picture', async () => {
    for (const [name, dance] of Object.entries(DANCES)) {
      const { film, see, looked } = filmed(dance);
      const parts: number[] = [];
      const pose = await readFilm(film, see, part => parts.push(part), going);
      expect(Math.abs(poseMs(pose) - film.durationMs), name).toBeLessThan(150);
      expect(scoreRepeat([importPose(dancer(dance))], pose).total, name).toBeGreaterThanOrEqual(90);
      expect(looked).toEqual(looked.toSorted((a, b) => a - b));
      expect(parts.at(-1)).toBe(1);
    }
  });

  it('without a body for most of it is none, and one that a body leaves for a moment is', async () => {
    const { film, see } = filmed(DANCES.wave);
    let n = 0;
    await expect(
      readFilm(
        film,
        (picture, at) => (n++ % 3 ? null : see(picture, at)),
        () => {},
        going,
      ),
    ).rejects.toThrow(NobodySeen);
    await expect(
      readFilm(
        film,
        (picture, at) => (n++ % 3 ? see(picture, at) : null),
        () => {},
        going,
      ),
    ).resolves.toBeDefined();
  });

  it('is given up when somebody leaves', async () => {
    const { film, see, looked } = filmed(DANCES.wave);
    const leaving = new AbortController();
    const reading = readFilm(film, see, part => part > 0.2 && leaving.abort(new Error('left')), leaving.signal);
    await expect(reading).rejects.toThrow('left');
    expect(looked.length).toBeLessThan(film.durationMs / 100);
  });
});

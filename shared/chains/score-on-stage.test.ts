import { describe, expect, it } from 'vitest';
import { seeded } from '../kernel/testing/seeded.ts';
import { importPose } from './import-pose.ts';
import { scoreRepeat } from './score-repeat.ts';
import { BUILDS, ROUTINES, type Staged, type Stance, stage } from './testing/stage-dancer.ts';

type Name = keyof typeof ROUTINES;
const pose = (routine: readonly Stance[], options: Staged) => importPose(stage(routine, options));
const seen = (camera: Partial<NonNullable<Staged['camera']>>): Staged => ({
  camera: { away: 3, off: 0, turn: 0, aspect: 0.75, ...camera },
});
const ease = (time: number) => time + (0.5 / (2 * Math.PI)) * Math.sin(2 * Math.PI * time);

/** The same dance, as another camera, another day and another mood show it. */
const ALIKE: Record<string, (random: () => number) => Staged> = {
  same: () => ({}),
  'half as fast again': () => ({ beatMs: 300 }),
  'twice as slow': () => ({ beatMs: 900 }),
  'from half to one and a half times the tempo': () => ({ warp: ease }),
  'late to begin': () => ({ delayMs: 500 }),
  mirrored: () => ({ mirrored: true }),
  '15 pictures a second': () => ({ fps: 15 }),
  '60 pictures a second, unevenly': random => ({ fps: 60, jitter: 0.8, random }),
  'far off and to the side': () => seen({ away: 5, off: 0.5 }),
  'turned a little': () => seen({ turn: 10 }),
  'shaky by 3 cm': random => ({ noise: 0.03, random }),
  'one landmark in seven lost': random => ({ lost: 0.15, random }),
  'all at once': random => ({
    ...seen({ turn: 8, away: 4 }),
    ...{ noise: 0.02, lost: 0.03, beatMs: 600, fps: 24, mirrored: true, random },
  }),
};

describe('somebody in space before a camera', () => {
  it.each(Object.keys(ROUTINES) as Name[])('who repeats %s is told so; who stands, does half or something else is not', name => {
    const routine = ROUTINES[name];
    const [first, , third] = routine;
    const random = seeded(name.length);
    const builds = Object.values(BUILDS);
    for (const [place, build] of builds.entries()) {
      const other = builds[(place + 1) % builds.length] ?? build;
      const reference = pose(routine, { build });
      const score = (danced: readonly Stance[], options: Staged) =>
        scoreRepeat([reference], pose(danced, { random, ...options })).total;
      for (const [how, options] of Object.entries(ALIKE))
        expect(score(routine, { build: other, ...options(random) }), how).toBeGreaterThanOrEqual(90);
      expect(score(routine, { build: other, amplitude: 0.5 }), 'half as far').toBeLessThanOrEqual(85);
      expect(score(routine, { build: other, amplitude: 0, noise: 0.03 }), 'still').toBeLessThanOrEqual(35);
      for (const held of [first, third])
        if (held) expect(score([held, held], { build: other, beatMs: 2_000, noise: 0.02 }), 'a stance').toBeLessThanOrEqual(35);
      for (const [another, danced] of Object.entries(ROUTINES))
        if (another !== name) expect(score(danced, { build: other }), another).toBeLessThanOrEqual(60);
    }
  });
});

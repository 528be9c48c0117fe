import type { Dance } from './dancer.ts';

/** How far each joint may swing, and where it rests: radians. */
const WAYS = {
  lean: { most: 0.2, rest: [0, 0] },
  armL: { most: 1.1, rest: [0.2, 1.8] },
  armR: { most: 1.1, rest: [0.2, 1.8] },
  elbowL: { most: 0.9, rest: [0, 1] },
  elbowR: { most: 0.9, rest: [0, 1] },
  legL: { most: 0.5, rest: [0, 0.4] },
  legR: { most: 0.5, rest: [0, 0.4] },
  kneeL: { most: 0.5, rest: [-0.5, 0] },
  kneeR: { most: 0.5, rest: [-0.5, 0] },
} as const;

/** A dance that nobody designed: some joints swing, one or two sines each. */
export function randomDance(random: () => number): Dance {
  const moving = Object.entries(WAYS).filter(() => random() > 0.25);
  return Object.fromEntries(
    moving.map(([joint, { most, rest }]) => {
      const count = 1 + Math.floor(random() * 2);
      const swings = Array.from(
        { length: count },
        () => [(most * (0.3 + 0.7 * random())) / count, 1 + Math.floor(random() * 4), random()] as const,
      );
      return [joint, { rest: rest[0] + (rest[1] - rest[0]) * random(), swings }];
    }),
  );
}

import { createTakes, type Performance, type Shape, type TownOptions } from './plan-take.ts';
import { randomOf } from './random.ts';

const MINUTE = 60_000;

/** What is on the wall when the town opens: minutes ago, reactions, minutes that they take. The last ones go on while one watches. */
const OPENING: readonly (readonly [ago: number, size: number, minutes: number])[] = [
  [1_130, 34, 480],
  [660, 24, 300],
  [540, 118, 300],
  [365, 46, 240],
  [150, 60, 300],
  [96, 52, 260],
  [71, 40, 220],
  [44, 34, 180],
  [24, 22, 160],
  [11, 16, 150],
  [4, 12, 140],
];

/** New takes come about so often; most stay small and one in a few is carried by everybody. */
const MEAN_GAP = 4 * MINUTE;
const SMALLEST_GAP = 1.5 * MINUTE;
const HIT_ONE_IN = 7;
/** The longest that a take of the running programme is reacted to. */
export const LONGEST_LIFE = 60 * MINUTE;

/** The town's programme: what opens it, and an endless row of takes after that. The same for the same seed. */
export function createProgramme(options: TownOptions) {
  const { seed } = options;
  const { take, creatorTake } = createTakes(options);

  const opening = (): Performance[] => {
    const takes = OPENING.map(([ago, size, minutes], i) => {
      const from = randomOf(`opening ${i} of ${seed}`).between(0.96, 1.04);
      return take({
        key: `opening ${i}`,
        publishAt: Math.round(-ago * from * MINUTE),
        size,
        durationMs: minutes * MINUTE,
        index: i,
      });
    });
    return [...takes, creatorTake()].sort((a, b) => a.publishAt - b.publishAt);
  };

  /** Shapes of the takes after the opening, in order, without end: cheap to walk through. */
  function* running(): Generator<Shape> {
    for (let k = 0, publishAt = 0; ; k++) {
      const random = randomOf(`running ${k} of ${seed}`);
      publishAt += Math.round(SMALLEST_GAP + random.exponential(MEAN_GAP - SMALLEST_GAP));
      const hit = random.whole(1, HIT_ONE_IN) === HIT_ONE_IN;
      const size = Math.round(hit ? random.between(110, 140) : Math.min(70, random.logNormal(14, 0.8)));
      yield {
        key: `running ${k}`,
        publishAt,
        size,
        durationMs: Math.round(random.between(10, 60) * MINUTE),
        index: OPENING.length + k,
      };
    }
  }

  return { opening, running, take };
}

export type Programme = ReturnType<typeof createProgramme>;

import { inkOf } from '../../shared/performances/ink-of.ts';
import type { Ink } from '../../shared/performances/schema.ts';
import type { LocalAccount } from '../chain/accounts.ts';
import { botReactions } from './bots.ts';
import { chooserOf, type Genre, type Habits, weightsFor } from './habits.ts';
import { randomOf } from './random.ts';
import { takenBack, takenDownAfter } from './regrets.ts';
import { REPERTOIRE } from './repertoire.ts';
import { type Reaction, simulateCascade } from './simulate-cascade.ts';
import { stableHash, stableUuid } from './stable-id.ts';

/** One performance of the town with all that will happen to it. Times are the town's: milliseconds since its first start, before it negative. */
export type Performance = {
  /** Names it for good; media, ids and hashes follow from it. */
  key: string;
  id: string;
  castHash: string;
  fid: number;
  /** The performer's wallet when they approve their own coins; null for the test users, who do it by hand. */
  account: LocalAccount | null;
  text: string;
  ink: Ink;
  publishAt: number;
  /** When its performer takes it down; null when it stays. */
  takenDownAt: number | null;
  /** In order; `t` is the town's time. */
  reactions: Reaction[];
};

/** How the creator's own take fares, the one that a newcomer watches. */
export type CreatorCascade = {
  /** Reactions that it has when the town opens. */
  before: number;
  /** Reactions that follow within `afterSeconds`. */
  after: number;
  afterSeconds: number;
};

export type Performer = Habits & { fid: number; account: LocalAccount | null };
export type ProgrammeOptions = {
  seed: string;
  performers: readonly Performer[];
  creatorFid: number;
  creatorCascade: CreatorCascade;
};

const MINUTE = 60_000;
export const CREATOR_TITLE = 'Night bus home';

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
const CREATOR_MINUTES_AGO = 52;
/** What trickles in after the creator's rush. */
const AFTERMATH = { size: 24, minutes: 30 };

/** New takes come about so often; most stay small and one in a few is carried by everybody. */
const MEAN_GAP = 4 * MINUTE;
const SMALLEST_GAP = 1.5 * MINUTE;
const HIT_ONE_IN = 7;
/** The longest that a take of the running programme is reacted to. */
export const LONGEST_LIFE = 60 * MINUTE;

type Shape = { key: string; publishAt: number; size: number; durationMs: number };

/** The town's programme: what opens it, and an endless row of takes after that. The same for the same seed. */
export function createProgramme({ seed, performers, creatorFid, creatorCascade }: ProgrammeOptions) {
  const titles = randomOf(`titles ${seed}`).shuffle(REPERTOIRE);
  const titleAt = (index: number): { text: string; genre: Genre } => {
    const [title, genre] = titles[index % titles.length] ?? ['Untitled', 'song'];
    const round = Math.floor(index / titles.length);
    return { text: `${round === 0 ? title : `${title} ${round + 1}`} — ${genre}`, genre };
  };

  const identity = (key: string) => {
    const id = stableUuid(`performance ${key} of ${seed}`);
    return { key, id, castHash: stableHash(`cast ${key} of ${seed}`), ink: inkOf(id) };
  };
  const notThemselves = (index: number) => new Set(['like', 'recast', 'reply'].map(kind => `${kind}:${index}`));

  const take = ({ key, publishAt, size, durationMs }: Shape, index: number): Performance => {
    const random = randomOf(`take ${key} of ${seed}`);
    const who = random.whole(0, performers.length - 1);
    const { fid, account } = performers[who] ?? { fid: creatorFid, account: null };
    const { text, genre } = titleAt(index);
    const given = notThemselves(who);
    const choose = chooserOf(weightsFor(performers, genre, publishAt));
    const cascade = simulateCascade({ random, size, durationMs, people: performers.length, choose, given });
    const own = randomOf(`afterthoughts of ${key} of ${seed}`);
    const bots = botReactions({ random: own, people: performers, performer: who, durationMs, given });
    const after = takenDownAfter(own, size);
    const takenDownAt = after === null || publishAt < 0 ? null : publishAt + after;
    const reactions = [...cascade, ...bots, ...takenBack(own, cascade)]
      .map(reaction => ({ ...reaction, t: publishAt + reaction.t }))
      .filter(({ t }) => takenDownAt === null || t < takenDownAt)
      .sort((a, b) => a.t - b.t);
    return { ...identity(key), fid, account, text, publishAt, takenDownAt, reactions };
  };

  const creatorTake = (): Performance => {
    const random = randomOf(`creator of ${seed}`);
    const { before, after, afterSeconds } = creatorCascade;
    const publishAt = -CREATOR_MINUTES_AGO * MINUTE;
    const given = new Set<string>();
    const choose = chooserOf(weightsFor(performers, 'song', 0));
    const run = (from: number, size: number, durationMs: number) => {
      const cascade = simulateCascade({ random, size, durationMs, people: performers.length, choose, given });
      return cascade.map(reaction => ({ ...reaction, t: from + reaction.t }));
    };
    const reactions = [
      ...run(publishAt, before, -publishAt - 1),
      ...run(0, after, afterSeconds * 1_000),
      ...run(afterSeconds * 1_000, AFTERMATH.size, AFTERMATH.minutes * MINUTE),
    ];
    return {
      ...identity('creator'),
      fid: creatorFid,
      account: null,
      text: `${CREATOR_TITLE} — song`,
      publishAt,
      takenDownAt: null,
      reactions,
    };
  };

  const opening = (): Performance[] => {
    const takes = OPENING.map(([ago, size, minutes], i) => {
      const from = randomOf(`opening ${i} of ${seed}`).between(0.96, 1.04);
      return take({ key: `opening ${i}`, publishAt: Math.round(-ago * from * MINUTE), size, durationMs: minutes * MINUTE }, i);
    });
    return [...takes, creatorTake()].sort((a, b) => a.publishAt - b.publishAt);
  };

  /** Shapes of the takes after the opening, in order, without end: cheap to walk through. */
  function* running(): Generator<Shape & { index: number }> {
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

  return { opening, running, take: (shape: Shape & { index: number }) => take(shape, shape.index) };
}

export type Programme = ReturnType<typeof createProgramme>;

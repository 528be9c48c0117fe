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
export type TownOptions = {
  seed: string;
  performers: readonly Performer[];
  creatorFid: number;
  creatorCascade: CreatorCascade;
};

/** A take before anybody is chosen for it: when it comes, how many reactions it gets and for how long. `index` chooses its title. */
export type Shape = { key: string; publishAt: number; size: number; durationMs: number; index: number };

const MINUTE = 60_000;
export const CREATOR_TITLE = 'Night bus home';
const CREATOR_MINUTES_AGO = 52;
/** What trickles in after the creator's rush. */
const AFTERMATH = { size: 24, minutes: 30 };

/** Who performs what, and who reacts to it when. All of it follows from the seed and the key of each take. */
export function createTakes({ seed, performers, creatorFid, creatorCascade }: TownOptions) {
  const titleAt = titlesOf(seed);

  const take = ({ key, publishAt, size, durationMs, index }: Shape): Performance => {
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
    return { ...identityOf(key, seed), fid, account, text, publishAt, takenDownAt, reactions };
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
      ...identityOf('creator', seed),
      fid: creatorFid,
      account: null,
      text: `${CREATOR_TITLE} — song`,
      publishAt,
      takenDownAt: null,
      reactions,
    };
  };

  return { take, creatorTake };
}

/** The repertoire in an order of the seed's own; when it is through, it begins again with a number behind each title. */
function titlesOf(seed: string): (index: number) => { text: string; genre: Genre } {
  const titles = randomOf(`titles ${seed}`).shuffle(REPERTOIRE);
  return index => {
    const [title, genre] = titles[index % titles.length] ?? ['Untitled', 'song'];
    const round = Math.floor(index / titles.length);
    return { text: `${round === 0 ? title : `${title} ${round + 1}`} — ${genre}`, genre };
  };
}

function identityOf(key: string, seed: string) {
  const id = stableUuid(`performance ${key} of ${seed}`);
  return { key, id, castHash: stableHash(`cast ${key} of ${seed}`), ink: inkOf(id) };
}

/** Nobody reacts to a take of their own. */
function notThemselves(index: number): Set<string> {
  return new Set(['like', 'recast', 'reply'].map(kind => `${kind}:${index}`));
}

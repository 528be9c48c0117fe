import type { EngagementEvent, Signal } from '../../shared/engagement/schema.ts';
import { unixMs } from '../../shared/kernel/units.ts';
import { type Cascade, readCascades } from '../town/cascades.ts';
import { type Random, randomOf } from '../town/random.ts';
import { stableHash, stableNumber, stableUuid } from '../town/stable-id.ts';

/** Something that Farcaster says once, however often it is delivered. */
export type Happening =
  | { type: 'cast'; action: 'created' | 'deleted'; hash: string; performanceId: string; fid: number; at: number }
  | { type: 'engagement'; event: EngagementEvent };

export type HistoryOptions = {
  /** Distinct happenings, about. */
  size: number;
  /** Performances that they are about. */
  casts: number;
  seed: number;
};

const START = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const REMOVALS = 0.12;
const REPLIES = 0.1;
const DELETED_CASTS = 0.02;
/** Above every fid of those who react. */
const FIRST_AUTHOR = 10_000_000;

/** Likes, recasts and replies of many people on performances of which some are much hotter than others, and their removal. */
export function makeHistory({ size, casts: count, seed }: HistoryOptions): Happening[] {
  const random = randomOf(`history ${seed}`);
  const people = Math.max(50, Math.round(size / 20));
  const happenings: Happening[] = [];
  const hashes = Array.from({ length: count }, (_, i) => stableHash(`cast ${seed}:${i}`));
  hashes.forEach((hash, i) => {
    const cast = {
      type: 'cast',
      hash,
      performanceId: stableUuid(`performance ${hash}`),
      fid: FIRST_AUTHOR + i,
      at: START,
    } as const;
    happenings.push({ ...cast, action: 'created' });
    if (i > 0 && random.next() < DELETED_CASTS) happenings.push({ ...cast, action: 'deleted', at: START + DAY_MS });
  });
  while (happenings.length < size) {
    // Squared, so that the first performances get most of it.
    const castHash = hashes[Math.floor(random.next() ** 2 * count)] as string;
    const fid = 1 + Math.floor(random.next() * people);
    const at = START + 1_000 + Math.floor(random.next() * (DAY_MS - 700_000));
    const signal: Signal = random.next() < REPLIES ? 'reply' : random.next() < 0.25 ? 'recast' : 'like';
    const replyHash = signal === 'reply' ? stableHash(`reply ${seed}:${happenings.length}`) : null;
    happenings.push(...reactionsOf({ castHash, fid, signal, replyHash, at }, random));
  }
  return happenings;
}

/** Recorded cascades as a history: each reaction a recast, or a reply when it came with words, and some of them taken back. */
export async function readHistory(file: string, { size, seed }: Pick<HistoryOptions, 'size' | 'seed'>): Promise<Happening[]> {
  const random = randomOf(`history ${seed}`);
  const happenings: Happening[] = [];
  for await (const cascade of readCascades(file)) {
    happenings.push(...historyOf(cascade, happenings.length, random));
    if (happenings.length >= size) break;
  }
  return happenings.slice(0, size);
}

function historyOf({ id, source, events }: Cascade, before: number, random: Random): Happening[] {
  const castHash = stableHash(`cast ${source}:${id}`);
  const performanceId = stableUuid(`performance ${castHash}`);
  const cast: Happening = {
    type: 'cast',
    action: 'created',
    hash: castHash,
    performanceId,
    fid: FIRST_AUTHOR + before,
    at: START,
  };
  const reactions = events.flatMap(({ t, actor, withText }, i) => {
    const fid = 1 + (stableNumber(`actor ${source}:${actor}`) % (FIRST_AUTHOR - 1));
    const replyHash = withText ? stableHash(`reply ${castHash}:${i}`) : null;
    return reactionsOf(
      { castHash, fid, signal: withText ? 'reply' : 'recast', replyHash, at: START + Math.round(t * 1000) },
      random,
    );
  });
  return [cast, ...reactions];
}

type Reaction = { castHash: string; fid: number; signal: Signal; replyHash: string | null; at: number };

function reactionsOf({ castHash, fid, signal, replyHash, at }: Reaction, random: Random): Happening[] {
  const of = { signal, fid, castHash, ...(replyHash !== null && { replyHash }), score: replyHash === null ? scoreOf(fid) : 0.9 };
  const given: Happening = { type: 'engagement', event: { ...of, action: 'created', at: unixMs(at) } };
  if (random.next() >= REMOVALS) return [given];
  const takenBack = unixMs(at + 1 + Math.floor(random.next() * 600_000));
  return [given, { type: 'engagement', event: { ...of, action: 'deleted', at: takenBack } }];
}

/** One in six accounts is one that Neynar does not trust. */
function scoreOf(fid: number): number {
  return [0.2, 0.9, 0.8, 0.6, 0.95, 0.7][fid % 6] ?? 0.9;
}

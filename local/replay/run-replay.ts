import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalConfig, urlOf } from '../config.ts';
import { connectWorld } from '../farcaster/connect-world.ts';
import { type Cascade, playCascades, replayedPost } from '../town/cascades.ts';
import { followLaunches } from './follow-launches.ts';
import { openReads } from './open-reads.ts';
import { type Percentiles, percentiles } from './percentiles.ts';
import { tally } from './tally.ts';

export type ReplayOptions = {
  /** Event time passes this many times faster than wall time. */
  speed: number;
  progress: (line: string) => void;
};

export type ReplayReport = {
  cascades: number;
  sent: number;
  accepted: number;
  /** Deliveries that changed nothing, by the database's own tables. */
  duplicate: number;
  /** Reactions that came into force, by the database's own tables. */
  counted: number;
  /** Reactions in force at the end, whichever replay brought them. */
  inForce: number;
  decisions: number;
  coins: number;
  /** Trades of these coins by whomever: one by a fan of the replay each, and those of a town where one lives here. */
  trades: number;
  /** From a webhook's first byte to its 2xx: the event is counted, and its metric committed unless others of its cast overtook it. */
  eventToMetricMs: Percentiles;
  /** From a coin's opening to the moment when its first trade is in the index. */
  openToTradeMs: Percentiles;
};

/** The moment by which all replayed events have happened: remembered by the world, so that a second replay sends the very same events. */
async function endOfHistory(config: LocalConfig): Promise<number> {
  const file = join(config.dataDir, 'replay.json');
  const known: { endsAt: number } | null = await readFile(file, 'utf8').then(JSON.parse, () => null);
  if (known) return known.endsAt;
  const endsAt = Date.now() - 60_000;
  await writeFile(file, JSON.stringify({ endsAt }));
  return endsAt;
}

/**
 * Lets recorded cascades happen on a running stack, approves the coins that come of them as their creators, and trades each as a fan.
 * Resolves when all of it is processed.
 */
export async function runReplay(
  config: LocalConfig,
  cascades: readonly Cascade[],
  options: ReplayOptions,
): Promise<ReplayReport> {
  const posts = cascades.map(replayedPost);
  const hashes = posts.map(post => post.castHash);
  const reads = openReads(config);
  try {
    const before = await tally(reads, hashes);
    const following = followLaunches(config, reads, posts, options.progress);
    const play = await playCascades(connectWorld(urlOf(config, 'neynar')), cascades, {
      appUrl: urlOf(config, 'web'),
      endsAt: await endOfHistory(config),
      speed: options.speed,
    }).finally(following.noMore);
    options.progress(`${play.sent} events of ${play.cascades} cascades sent, ${play.accepted} accepted`);
    const openToTrade = await following.done;
    const after = await tally(reads, hashes);
    return {
      cascades: play.cascades,
      sent: play.sent,
      accepted: play.accepted,
      duplicate: after.duplicates - before.duplicates,
      counted: after.inForce - before.inForce,
      inForce: after.inForce,
      decisions: after.decisions,
      coins: after.coins,
      trades: after.trades,
      eventToMetricMs: percentiles(play.ackMs),
      openToTradeMs: percentiles(openToTrade),
    };
  } finally {
    await reads.end();
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type LocalConfig, urlOf } from '../config.ts';
import { LOCAL_SECRETS } from '../function-env.ts';
import type { ReplayedPost } from '../town/cascades.ts';
import { countUnjudged, type Launch, readIndexedAt, readLaunches } from './launch-reads.ts';
import { playCreators } from './play-creators.ts';
import { type OpenCoin, playFans } from './play-fans.ts';

const LOOK_AGAIN_MS = 250;
/** A launch, or a judgement, that does not move for so long will not move any more: the replay says so instead of waiting for ever. */
const STUCK_MS = 120_000;

const waiting = ['detected', 'awaiting_consent'];
const tradable = ['open', 'final'];
const ended = ['open', 'final', 'refused', 'expired', 'dead', 'held'];

/**
 * Plays the people of a replay: each creator approves, and one fan buys each coin once it is open. `done` resolves, after
 * `noMore` was called, every cast that is due was judged and nothing is on its way, with the milliseconds from opening to indexed
 * trade of each coin traded. It rejects when nothing moves for `stuckMs`: when jobs are not taken, for one.
 */
export function followLaunches(
  config: LocalConfig,
  reads: pg.Pool,
  posts: readonly ReplayedPost[],
  progress: (line: string) => void,
  stuckMs = STUCK_MS,
) {
  const creators = playCreators(
    {
      functions: `${urlOf(config, 'gateway')}/functions/v1`,
      quickAuth: urlOf(config, 'quickAuth'),
      appUrl: urlOf(config, 'web'),
    },
    posts,
  );
  const fans = playFans(
    { zoraUrl: urlOf(config, 'zora'), zoraApiKey: LOCAL_SECRETS.zoraApiKey, rpcUrl: urlOf(config, 'chain') },
    hash => readIndexedAt(reads, hash),
  );
  const performanceIds = posts.map(post => post.performanceId);
  const castHashes = posts.map(post => post.castHash);
  const asked = new Set<string>();
  const traded = new Set<string>();
  let more = true;

  const askCreators = (launches: readonly Launch[]) => {
    for (const { id, performance_id, status } of launches) {
      if (asked.has(id) || !waiting.includes(status)) continue;
      asked.add(id);
      creators.approve(id, performance_id);
    }
  };
  // Coins of an earlier replay were traded then: only those whose creators were asked in this one are.
  const isToTrade = ({ id, status }: Launch) => asked.has(id) && tradable.includes(status) && !traded.has(id);
  const buyCoins = (launches: readonly Launch[]) => {
    for (const launch of launches) {
      if (!isToTrade(launch) || !hasOpened(launch)) continue;
      traded.add(launch.id);
      fans.buy(launch);
    }
  };

  const follow = async (): Promise<number[]> => {
    let [before, movedAt] = ['', Date.now()];
    for (;;) {
      const final = !more;
      // Before the look at launches: what is judged meanwhile is seen there.
      const unjudged = final ? await countUnjudged(reads, castHashes) : 0;
      const launches = await readLaunches(reads, performanceIds);
      askCreators(launches);
      creators.throwIfFailed();
      buyCoins(launches);
      const now = JSON.stringify([unjudged, launches.map(({ id, status }) => [id, status]).sort()]);
      if (now !== before) [before, movedAt] = [now, Date.now()];
      const coins = launches.filter(({ coin }) => coin).length;
      progress(`${launches.length} decisions, ${coins} coins, ${fans.openToTrade.length} traded`);
      const left = launches.filter(launch => !ended.includes(launch.status) || isToTrade(launch));
      if (final && unjudged === 0 && left.length === 0) {
        await fans.settled();
        return fans.openToTrade;
      }
      if (final && Date.now() - movedAt > stuckMs) throw new Error(whatIsStuck(unjudged, left));
      await pause(LOOK_AGAIN_MS);
    }
  };

  const done = follow();
  done.catch(() => {}); // whoever awaits `done` hears of it; until then it must not end the process
  return {
    done,
    noMore: () => {
      more = false;
    },
  };
}

const hasOpened = (launch: Launch): launch is Launch & OpenCoin => launch.coin !== null && launch.opens_at !== null;

function whatIsStuck(unjudged: number, left: readonly Launch[]): string {
  if (unjudged > 0) return `${unjudged} casts wait to be judged: does work-jobs run?`;
  return `${left.length} launches do not move: ${left[0]?.id} is ${left[0]?.status}`;
}

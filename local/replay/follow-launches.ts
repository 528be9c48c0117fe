import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Address } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { ACCOUNTS, type LocalAccount } from '../chain/accounts.ts';
import { type LocalConfig, urlOf } from '../config.ts';
import { LOCAL_SECRETS } from '../function-env.ts';
import type { ReplayedPost } from '../town/cascades.ts';
import { tradeAsFan } from '../town/trade-as-fan.ts';
import { approveAsCreator, type Doors, signInAs } from './approve-as-creator.ts';

const LOOK_AGAIN_MS = 250;
/** A launch, or a judgement, that does not move for so long will not move any more: the replay says so instead of waiting for ever. */
const STUCK_MS = 120_000;
const FIRST_BUY = 10n ** 16n;

type Launch = { id: string; performance_id: string; status: string; coin: Address | null; opens_at: Date | null };

const waiting = ['detected', 'awaiting_consent'];
const tradable = ['open', 'final'];
const ended = ['open', 'final', 'refused', 'expired', 'dead', 'held'];

/**
 * Plays the people of a replay: each creator approves, and one fan buys each coin once it is open.
 * `done` resolves, after `noMore` was called, every cast that is due was judged and nothing is on its way, with the milliseconds from opening to indexed trade of each coin traded.
 * It rejects when nothing moves for `stuckMs`: when jobs are not taken, for one.
 */
export function followLaunches(
  config: LocalConfig,
  client: pg.Client,
  posts: readonly ReplayedPost[],
  progress: (line: string) => void,
  stuckMs = STUCK_MS,
) {
  const doors: Doors = {
    functions: `${urlOf(config, 'gateway')}/functions/v1`,
    quickAuth: urlOf(config, 'quickAuth'),
    appUrl: urlOf(config, 'web'),
  };
  const market = { zoraUrl: urlOf(config, 'zora'), zoraApiKey: LOCAL_SECRETS.zoraApiKey, rpcUrl: urlOf(config, 'chain') };
  const postOf = new Map(posts.map(post => [post.performanceId, post]));
  const ids = [...postOf.keys()];
  const casts = posts.map(post => post.castHash);
  const openToTrade: number[] = [];
  const asked = new Set<string>();
  const traded = new Set<string>();
  let more = true;

  const look = async (): Promise<Launch[]> => {
    const { rows } = await client.query<Launch>(
      `select q.id, q.performance_id, q.status, c.coin_address as coin, c.opens_at
       from public.viral_queue q left join public.performance_coins c using (performance_id)
       where q.performance_id = any($1::uuid[])`,
      [ids],
    );
    return rows;
  };

  /** Casts that should have been judged by now, whose judgement failed and is tried again, or whose late events wait to be folded in, which says whether they are to be judged. */
  const unjudged = async (): Promise<number> => {
    const { rows } = await client.query<{ waiting: number }>(
      `select count(*)::integer as waiting from private.engagement_casts c
       where c.cast_hash = any($1) and (c.refold_at is not null
         or exists (select from public.jobs j where j.key = 'judge:' || c.cast_hash and (j.run_at <= now() or j.lease is not null or j.attempts > 0)))`,
      [casts],
    );
    return rows[0]?.waiting ?? 0;
  };

  /** Creators answer one after the other, beside what fans do: no fan waits for another coin's creator. */
  let approving = Promise.resolve();
  let failure: Error | null = null;
  const approve = (launch: Launch) => {
    approving = approving.then(() => approveAs(launch));
    approving.catch(error => {
      failure ??= error;
    });
  };
  const approveAs = async (launch: Launch) => {
    const post = postOf.get(launch.performance_id);
    if (!post) return;
    const account = privateKeyToAccount(post.account.privateKey);
    const session = await signInAs(doors, post.author.fid, account);
    await approveAsCreator(doors, session, account, launch.id);
  };

  const indexedAt = async (hash: string): Promise<Date> => {
    for (const since = Date.now(); Date.now() - since < STUCK_MS; await pause(LOOK_AGAIN_MS)) {
      const { rows } = await client.query<{ indexed_at: Date }>(
        'select indexed_at from public.coin_trades where transaction_hash = $1',
        [hash],
      );
      if (rows[0]) return rows[0].indexed_at;
    }
    throw new Error(`the trade ${hash} did not reach the index`);
  };

  /** What each trader does now: one trade after the other, so that nobody's transactions overtake each other. */
  const busy: Promise<void>[] = ACCOUNTS.traders.map(async () => {});
  const buy = (launch: Launch & { coin: Address; opens_at: Date }) => {
    const turn = traded.size % ACCOUNTS.traders.length;
    const account = ACCOUNTS.traders[turn];
    const before = busy[turn];
    if (!account || !before) return;
    const trade = before.then(() => buyAs(account, launch));
    trade.catch(() => {}); // heard at the end, where all are awaited
    busy[turn] = trade;
  };
  const buyAs = async (account: LocalAccount, launch: { coin: Address; opens_at: Date }) => {
    const hash = await tradeAsFan(market, { account, coin: launch.coin, side: 'buy', amount: FIRST_BUY });
    openToTrade.push((await indexedAt(hash)).getTime() - launch.opens_at.getTime());
  };

  const done = (async () => {
    let [before, movedAt] = ['', Date.now()];
    for (;;) {
      const final = !more;
      // Before the look at launches: what is judged meanwhile is seen there.
      const waits = final ? await unjudged() : 0;
      const launches = await look();
      for (const launch of launches.filter(({ id, status }) => waiting.includes(status) && !asked.has(id))) {
        asked.add(launch.id);
        approve(launch);
      }
      if (failure) throw failure;
      for (const launch of launches) {
        // Coins of an earlier replay were traded then.
        if (!asked.has(launch.id) || traded.has(launch.id) || !tradable.includes(launch.status)) continue;
        if (!launch.coin || !launch.opens_at) continue;
        traded.add(launch.id);
        buy({ ...launch, coin: launch.coin, opens_at: launch.opens_at });
      }
      const now = JSON.stringify([waits, launches.map(({ id, status }) => [id, status]).sort()]);
      if (now !== before) [before, movedAt] = [now, Date.now()];
      progress(`${launches.length} decisions, ${launches.filter(({ coin }) => coin).length} coins, ${openToTrade.length} traded`);
      const left = launches.filter(
        ({ id, status }) => !ended.includes(status) || (asked.has(id) && tradable.includes(status) && !traded.has(id)),
      );
      if (final && waits === 0 && left.length === 0) {
        await Promise.all(busy);
        return openToTrade;
      }
      if (final && Date.now() - movedAt > stuckMs) {
        if (waits > 0) throw new Error(`${waits} casts wait to be judged: does work-jobs run?`);
        throw new Error(`${left.length} launches do not move: ${left[0]?.id} is ${left[0]?.status}`);
      }
      await pause(LOOK_AGAIN_MS);
    }
  })();
  done.catch(() => {}); // whoever awaits `done` hears of it; until then it must not end the process
  return {
    done,
    noMore: () => {
      more = false;
    },
  };
}

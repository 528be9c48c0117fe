import type { Address } from 'viem';
import { unixMs } from '../kernel/units.ts';
import type { CoinFacts } from './coin-logs.ts';
import { readCoinLogs } from './coin-logs.ts';
import { beforeFirstCoin, findFork } from './find-fork.ts';
import type { Block, Cursor, FollowedCoin, KnownFacts, SyncDone, SyncPorts } from './sync-ports.ts';

/** A runner that died holds up the next one no longer than this after its budget or its last step. */
const LEASE_MS = 5_000;
/** How often the head is looked at while the budget lasts: from block to screen half of it passes on average. */
const POLL_MS = 150;
/** Nodes answer log queries of so many blocks at most. */
const RANGE = 2_000;
/** A coin's own row changes at most so often. */
const REFRESH_MS = 1_000;

/** A node behind a shared address may be so many blocks behind another. */
const MOST_LAG = 32;

type Step = { cursor: Cursor; touched: Address[] };

/**
 * Follows the chain's head for `budgetMs` of wall clock, writing trades, prices and transfers of our coins, and taking back those of blocks that are no more.
 * One runner at a time; killed anywhere, the next one goes on from the cursor. Running twice changes nothing.
 */
export async function syncOnce(ports: SyncPorts, budgetMs: number): Promise<SyncDone> {
  const { store, chain, clock } = ports;
  const owner = ports.runId();
  const end = clock.now() + budgetMs;
  const done: SyncDone = { leased: true, blocks: 0, trades: 0, rewound: 0 };
  const leased = await store.lease(owner, clock.now(), unixMs(end + LEASE_MS), () => beforeFirstCoin(ports));
  if (!leased) return { ...done, leased: false };
  let cursor: Cursor = leased;
  try {
    const due = new Set<Address>(await store.staleCoins(clock.now()));
    let refreshedAt = 0;
    for (;;) {
      const moved = await step(ports, owner, cursor, await chain.head(), done);
      if (!moved) return done;
      const idle = moved.cursor.hash === cursor.hash && moved.touched.length === 0;
      cursor = moved.cursor;
      for (const coin of moved.touched) due.add(coin);
      const over = clock.now() >= end;
      if (due.size > 0 && (over || clock.now() - refreshedAt >= REFRESH_MS)) {
        await store.refresh([...due], clock.now());
        refreshedAt = clock.now();
        due.clear();
      }
      if (over) return done;
      if (idle) await clock.sleep(Math.min(POLL_MS, Math.max(end - clock.now(), 0)));
    }
  } finally {
    await store.release(owner);
  }
}

/** One move: back to the fork after a reorg, a late coin's past, or on by a range of blocks. Null when another runner has the lease. */
async function step(ports: SyncPorts, owner: string, cursor: Cursor, head: Block, done: SyncDone): Promise<Step | null> {
  const { store, chain, clock } = ports;
  const coins = await store.coins();
  if (!(await onSameChain(ports, cursor, head))) {
    const fork = await findFork(ports);
    if (!(await store.rewind(owner, fork))) return null;
    done.rewound += cursor.number - fork.number;
    return { cursor: fork, touched: coins.map(coin => coin.coinAddress) };
  }
  const late = await lateCoins(ports, cursor, coins);
  if (late.length > 0) return backfill(ports, owner, cursor, late, done);
  if (head.number <= cursor.number) return { cursor, touched: [] };

  const to = head.number - cursor.number <= RANGE ? head : await chain.block(cursor.number + RANGE);
  const read = to && (await readRange(ports, coins, cursor.number + 1, to));
  if (!read) return { cursor, touched: [] };
  const move = { from: cursor, to, blocks: [...read.blocks, to], leaseUntil: unixMs(clock.now() + LEASE_MS) };
  if (!(await store.advance(owner, move, read.facts))) return null;
  done.blocks += to.number - cursor.number;
  done.trades += read.facts.trades.length;
  return { cursor: to, touched: touchedBy(read.facts) };
}

/** Coins whose block the cursor passed before they were linked, if the chain still has this block; if not, their launch notices and says which one it is now. */
async function lateCoins({ chain }: SyncPorts, cursor: Cursor, coins: FollowedCoin[]): Promise<FollowedCoin[]> {
  const unread = coins.filter(coin => coin.initialPrice === null && coin.createdBlock <= cursor.number);
  const theirs = await Promise.all(unread.map(coin => chain.block(coin.createdBlock)));
  return unread.filter((coin, i) => theirs[i]?.hash === coin.createdBlockHash);
}

async function backfill(
  ports: SyncPorts,
  owner: string,
  cursor: Cursor,
  late: FollowedCoin[],
  done: SyncDone,
): Promise<Step | null> {
  const facts: KnownFacts = { trades: [], prices: [], transfers: [], initial: [] };
  for (let from = Math.min(...late.map(coin => coin.createdBlock)); from <= cursor.number; from += RANGE) {
    const last = Math.min(from + RANGE - 1, cursor.number);
    const to = last === cursor.number ? cursor : await ports.chain.block(last);
    const read = to && (await readRange(ports, late, from, to));
    if (!read) return { cursor, touched: [] };
    for (const kind of ['trades', 'prices', 'transfers', 'initial'] as const) facts[kind].push(...(read.facts[kind] as never[]));
  }
  if (!(await ports.store.backfill(owner, cursor, facts))) return null;
  done.trades += facts.trades.length;
  return { cursor, touched: touchedBy(facts) };
}

/** What the coins' logs say up to a block; null when the chain changed while it was read: the logs are this chain's only if its end is the same afterwards. */
async function readRange(ports: SyncPorts, coins: FollowedCoin[], from: number, to: Cursor) {
  if (coins.length === 0) return { blocks: [], facts: { trades: [], prices: [], transfers: [], initial: [] } };
  const { logs, blocks } = await ports.chain.logs(coins, from, to.number);
  if ((await ports.chain.block(to.number))?.hash !== to.hash) return null;
  return { blocks, facts: await withTraders(ports, readCoinLogs(logs, coins)) };
}

/** Whether the head builds on the cursor's block. A head behind the cursor is a node that lags, unless it shows another block or is far behind. */
async function onSameChain({ store, chain }: SyncPorts, cursor: Cursor, head: Block): Promise<boolean> {
  if (head.number === cursor.number) return head.hash === cursor.hash;
  if (head.number === cursor.number + 1) return head.parentHash === cursor.hash;
  if (head.number > cursor.number) return (await chain.block(cursor.number))?.hash === cursor.hash;
  if (cursor.number - head.number > MOST_LAG) return false;
  const ours = (await store.recentBlocks(MOST_LAG * 2)).find(block => block.number === head.number);
  return ours === undefined || ours.hash === head.hash;
}

async function withTraders({ chain }: SyncPorts, facts: CoinFacts): Promise<KnownFacts> {
  const trades = facts.trades.map(async trade => ({
    ...trade,
    trader: trade.trader ?? (await chain.senderOf(trade.transactionHash)),
  }));
  return { ...facts, trades: await Promise.all(trades) };
}

function touchedBy(facts: KnownFacts): Address[] {
  const all = [...facts.trades, ...facts.prices, ...facts.transfers, ...facts.initial];
  return [...new Set(all.map(fact => fact.coinAddress))];
}

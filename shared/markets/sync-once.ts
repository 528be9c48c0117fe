import type { Address } from 'viem';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import { ETH } from './base-contracts.ts';
import type { Backing } from './coin-facts.ts';
import { findBacking } from './find-backing.ts';
import { beforeFirstCoin, compareChains, findFork } from './find-fork.ts';
import { readPast } from './read-past.ts';
import { MOST_BLOCKS, readRange } from './read-range.ts';
import { refreshDue } from './refresh-due.ts';
import type { Cursor, FollowedCoin, Head, KnownFacts, SyncDone, SyncOptions, SyncPorts } from './sync-ports.ts';

/** A runner that died holds up the next one no longer than this after its budget or its last step. */
const LEASE_MS = 5_000;
const POLL_MS = 150;
/** How often coins are looked up while nothing happens, and how often the index says that it looked. */
const LOOK_MS = 500;
const SAY_MS = 2_000;
/** Between two tries for a lease that is about to be given back. */
const KNOCK_MS = 50;

type Run = {
  ports: SyncPorts;
  owner: string;
  end: UnixMs;
  done: SyncDone;
  asked: Set<Address>;
  coins: FollowedCoin[];
  backings: Backing[];
  lookedAt: number;
};
/** `idle` where nothing moved: the head is read, or the node does not know enough to go on. */
type Step = { cursor: Cursor; touched: Address[]; idle?: 'at-head' | 'behind' };

/**
 * Follows the chain's head for `budgetMs` of wall clock, writing what the logs of our coins say, and taking back those of blocks
 * that are no more. One runner at a time; killed anywhere, the next one goes on from the cursor. Running twice changes nothing.
 * The same for cron's function and for a worker that never ends.
 */
export async function syncOnce(ports: SyncPorts, budgetMs: number, options: SyncOptions = {}): Promise<SyncDone> {
  const { store, chain, clock } = ports;
  const done: SyncDone = { leased: false, paused: false, blocks: 0, trades: 0, rewound: 0, unread: 0, unsure: 0 };
  await clock.set();
  const owner = ports.runId();
  const taken = await takeLease(ports, owner, budgetMs, options);
  if (!taken || 'paused' in taken) return { ...done, paused: taken !== null };
  done.leased = true;
  const run: Run = { ports, owner, end: taken.end, done, asked: new Set(), coins: [], backings: [], lookedAt: 0 };
  let cursor = taken.cursor;
  try {
    const due = refreshDue(store, await store.staleCoins(clock.now()));
    let saidAt: number = clock.now();
    for (;;) {
      const moved = await step(run, cursor, await chain.head());
      if (!moved) return done;
      cursor = moved.cursor;
      due.add(moved.touched);
      const over = clock.now() >= run.end || options.signal?.aborted === true;
      await due.refresh(clock.now(), over);
      if (over) return done;
      if (!moved.idle) continue;
      // Who cannot go on has not looked: prices are as old as the last block that was read.
      if (moved.idle === 'at-head' && clock.now() - saidAt >= SAY_MS) {
        saidAt = clock.now();
        await store.noteSeen(owner, clock.now());
      }
      await clock.sleep(Math.min(options.pollMs ?? POLL_MS, Math.max(run.end - clock.now(), 0)));
    }
  } finally {
    await store.release(owner);
  }
}

/** The lease, waited for where its holder is about to give it back; null when somebody else goes on with it. */
async function takeLease(ports: SyncPorts, owner: string, budgetMs: number, { patienceMs = 0, signal }: SyncOptions) {
  const { store, clock } = ports;
  const patient = clock.now() + patienceMs;
  for (;;) {
    const now = clock.now();
    const end = unixMs(now + budgetMs);
    const answer = await store.lease({ owner, now, until: unixMs(end + LEASE_MS), givenBackAt: end }, () =>
      beforeFirstCoin(ports),
    );
    if ('cursor' in answer) return { cursor: answer.cursor, end };
    if ('paused' in answer) return answer;
    if (answer.heldUntil > patient || now >= patient || signal?.aborted) return null;
    await clock.sleep(KNOCK_MS);
  }
}

/** One move: back to the fork after a reorg, on by a range of blocks, or a stretch of a late coin's past. Null when another runner has the lease. */
async function step(run: Run, cursor: Cursor, head: Head): Promise<Step | null> {
  const { ports, owner, done } = run;
  const { store, clock } = ports;
  // A coin that is linked between two looks has its block read as past.
  if (clock.now() - run.lookedAt >= LOOK_MS) await lookUp(run);
  const chains = await compareChains(ports, cursor, head);
  if (chains === 'behind') return { cursor, touched: [], idle: 'behind' };
  if (chains === 'forked') {
    const fork = await findFork(ports);
    if (!(await store.rewind(owner, fork))) return null;
    done.rewound += Math.max(cursor.number - fork.number, 0);
    await lookUp(run);
    return { cursor: fork, touched: run.coins.map(coin => coin.coinAddress) };
  }
  const backing = await findBacking(ports, owner, cursor, run);
  if (backing === 'lost') return null;
  if (backing === 'unsure') done.unsure++;
  if (backing === 'found' || backing === 'unsure') {
    await lookUp(run);
    return { cursor, touched: [] };
  }

  const moved = head.number > cursor.number ? await onward(run, cursor, head) : { cursor, touched: [], idle: 'at-head' as const };
  if (!moved) return null;
  const past = await readPast(ports, owner, moved.cursor, run);
  if (past === null) return moved;
  if (past === 'lost') return null;
  done.trades += past.trades;
  done.unread += past.unread;
  await lookUp(run);
  return { cursor: moved.cursor, touched: [...moved.touched, past.coin] };
}

async function onward(run: Run, cursor: Cursor, head: Head): Promise<Step | null> {
  const { ports, owner, done, coins, backings } = run;
  const { store, chain, clock } = ports;
  const to = head.number - cursor.number <= MOST_BLOCKS ? head : await chain.block(cursor.number + MOST_BLOCKS);
  if (!to) return { cursor, touched: [], idle: 'behind' };
  const rates = backings.length > 0 ? await store.ratesAt(cursor.number) : new Map();
  const followed = coins.filter(coin => typeof coin.read === 'string');
  const range = { coins: followed, backings, from: cursor.number + 1, after: cursor.hash, to };
  const read = await readRange(ports.chain, range, rates);
  if (!read) return { cursor, touched: [], idle: 'behind' };
  const move = { from: cursor, to, blocks: [...read.blocks, to], leaseUntil: unixMs(clock.now() + LEASE_MS) };
  if (!(await store.advance(owner, move, read.facts))) return null;
  done.blocks += to.number - cursor.number;
  done.trades += read.facts.trades.length;
  done.unread += read.facts.unread;
  // A coin that was born here is live from now on: what is known of it would have its past read again.
  if (read.facts.migrations.length + read.facts.born.length > 0) await lookUp(run);
  return { cursor: { number: to.number, hash: to.hash }, touched: touchedBy(read.facts, coins) };
}

async function lookUp(run: Run): Promise<void> {
  const { store, clock } = run.ports;
  const coins = await store.coins();
  // What is read without a price keeps none. A coin that is not begun is begun when two nodes agree on what prices its currency.
  run.coins = run.done.unsure === 0 ? coins : coins.filter(coin => coin.currency === ETH || coin.read !== 'none');
  run.backings = run.coins.some(coin => coin.currency !== ETH) ? await store.backings() : [];
  run.lookedAt = clock.now();
}

/** Coins whose row may change: those that the facts are about, and those that are paired with a currency whose price moved. */
function touchedBy(facts: KnownFacts, coins: readonly FollowedCoin[]): Address[] {
  const all = [...facts.trades, ...facts.prices, ...facts.transfers, ...facts.initial, ...facts.rewards, ...facts.migrations];
  const paired = facts.backingPrices.length > 0 ? coins.filter(coin => coin.currency !== ETH).map(coin => coin.coinAddress) : [];
  return [...new Set([...all.map(fact => fact.coinAddress), ...paired])];
}

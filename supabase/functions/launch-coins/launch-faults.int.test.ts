import { stringToHex } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxy, type RpcFault, startFaultProxy } from '../../../local/chain/fault-proxy.ts';
import { launchPorts } from '../../../local/chaos/launch-ports.ts';
import { type LaunchWorld, startLaunchWorld } from '../../../local/chaos/launch-world.ts';
import { randomOf } from '../../../local/town/random.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import type { ErrorKind } from '../../../shared/launches/error-kind.ts';
import { MOST_FEE_PER_GAS } from '../../../shared/launches/fees.ts';
import type { Launch } from '../../../shared/launches/launch.ts';
import type { LaunchPorts } from '../../../shared/launches/ports.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { testClock } from '../_testing/test-clock.ts';

let world: LaunchWorld;
let db: Database;
let proxy: FaultProxy;
let ports: LaunchPorts;
let kinds: ErrorKind[] = [];
const clock = testClock();

beforeAll(async () => {
  world = await startLaunchWorld(29_620, { blockSeconds: 0 });
  db = connectDatabase(world.settings.databaseUrl);
  proxy = await startFaultProxy(world.chain.rpcUrl);
  const plain = launchPorts(db, { ...world.settings, rpcUrl: proxy.url }, clock);
  ports = { ...plain, store: listening(plain.store) };
});
afterAll(async () => {
  await Promise.all([db?.end(), proxy?.stop()]);
  await world?.stop();
});
beforeEach(async () => {
  kinds = [];
  proxy.decide = () => null;
  proxy.newest = () => null;
  await world.admin`update public.viral_queue set status = 'final' where status = 'open'`;
  await world.admin`delete from public.jobs`;
});

/** A store that tells what kinds of errors come to it. */
function listening(store: LaunchPorts['store']): LaunchPorts['store'] {
  const deferJob: typeof store.deferJob = (job, runAt, failure) => {
    if (failure !== null && failure !== 'kept') kinds.push(failure.kind);
    return store.deferJob(job, runAt, failure);
  };
  return { ...store, deferJob };
}

/** What blocks of the local chain ask for at first, in wei. */
const BASE_FEE = 5_000_000n;

/** The next so many calls of a method meet this fault. */
function plant(method: string, fault: RpcFault, times: number): void {
  let left = times;
  proxy.decide = asked => (asked === method && left-- > 0 ? fault : null);
}

async function untilOpen(ids: string[]): Promise<void> {
  for (let call = 0; call < 120; call++) {
    const coins = await world.coins();
    if (ids.every(id => coins.find(coin => coin.id === id)?.status === 'open')) return;
    await stepLaunches(ports, world.settings.launching, 500);
    clock.jump(1_000);
  }
  throw new Error(
    JSON.stringify(await world.admin`select status, last_error, nonce from public.viral_queue where status <> 'final'`),
  );
}

async function untilStatus(id: string, wanted: string): Promise<void> {
  for (let call = 0; call < 40; call++) {
    if ((await ports.store.load(id))?.status === wanted) return;
    await stepLaunches(ports, world.settings.launching, 500);
    clock.jump(200);
  }
  throw new Error(JSON.stringify(await world.admin`select status, last_error from public.viral_queue where id = ${id}`));
}

/** Blocks that ask for so many times the base fee that the chain began with. */
async function mineAt(times: number, blocks = 1): Promise<void> {
  const { test } = world.chain.clients;
  for (let i = 0; i < blocks; i++) {
    await test.setNextBlockBaseFeePerGas({ baseFeePerGas: BASE_FEE * BigInt(times) });
    await test.mine({ blocks: 1 });
  }
}

async function created(id: string): Promise<number | undefined> {
  return (await world.coins()).find(coin => coin.id === id)?.created;
}

async function attemptsOf(id: string): Promise<number> {
  const rows = await world.admin`select from private.launch_transactions where queue_id = ${id}`;
  return rows.length;
}

it('a fault that is told late leaves the words by which an operator held the launch: by them it is released', async () => {
  const id = await world.approve();
  let hidden = false;
  const simulate: LaunchPorts['chain']['simulate'] = async () => {
    await world.admin`update public.performances set status = 'hidden' where id = (select performance_id from public.viral_queue where id = ${id})`;
    await world.admin`select private.hold_launch(performance_id) from public.viral_queue where id = ${id}`;
    hidden = true;
    throw new AppError('chain/away', 'Base does not answer.', { status: 503, retryable: true });
  };
  for (let call = 0; call < 40 && !hidden; call++) {
    await stepLaunches({ ...ports, chain: { ...ports.chain, simulate } }, world.settings.launching, 500);
    clock.jump(1_000);
  }
  expect(await world.admin`select status, last_error from public.viral_queue where id = ${id}`).toEqual([
    { status: 'held', last_error: 'An operator hid this take.' },
  ]);
});

/** The RPC client tries twice within one call, except for a broadcast. */
const BOTH = 2;

describe('a fault of the RPC', () => {
  it.each<[string, string, RpcFault, number, ErrorKind | null, number]>([
    ['the answer to a broadcast is lost', 'eth_sendRawTransaction', 'lost-answer', 1, 'network', 1],
    ['429 to a broadcast', 'eth_sendRawTransaction', { status: 429 }, 1, 'network', 1],
    ['502 to a simulation', 'eth_estimateGas', { status: 502 }, BOTH, 'network', 1],
    ['500 to a count', 'eth_getTransactionCount', { status: 500 }, BOTH, 'network', 1],
    ['503 to a receipt', 'eth_getTransactionReceipt', { status: 503 }, BOTH, 'network', 1],
    ['a node of another chain', 'eth_chainId', { result: '0x1' }, 1, 'network', 1],
    [
      'a page of HTML in place of a count',
      'eth_getTransactionCount',
      { body: '<html>Too many requests</html>' },
      BOTH,
      'network',
      1,
    ],
    ['half an answer to a broadcast', 'eth_sendRawTransaction', { body: '{"jsonrpc":"2.0","id":1,"res' }, 1, 'network', 1],
    ['an empty answer to the prediction', 'eth_call', { result: '0x' }, 1, 'network', 1],
    ['nonce too low, of one that is not used', 'eth_sendRawTransaction', { error: 'nonce too low' }, 1, null, 2],
    ['already known, of one that is not', 'eth_sendRawTransaction', { error: 'already known' }, 1, null, 2],
    ['nonce too high', 'eth_sendRawTransaction', { error: 'nonce too high' }, 1, 'nonce', 1],
    ['replacement underpriced', 'eth_sendRawTransaction', { error: 'replacement transaction underpriced' }, 1, null, 2],
    ['a base fee that rose', 'eth_sendRawTransaction', { error: 'max fee per gas less than block base fee' }, 1, null, 2],
    ['a wallet without funds', 'eth_sendRawTransaction', { error: 'insufficient funds for gas * price + value' }, 1, 'gas', 1],
    ['a balance of nothing', 'eth_getBalance', { result: '0x0' }, 1, 'gas', 1],
    ['a transaction that it does not like', 'eth_sendRawTransaction', { error: 'exceeds block gas limit' }, 1, 'execution', 1],
    ['a call that would revert', 'eth_estimateGas', { error: 'execution reverted', code: 3 }, 1, 'execution', 1],
  ])('is told for what it is, and still ends in one coin: %s', async (_, method, fault, times, kind, attempts) => {
    const id = await world.approve();
    // The wallet's balance is watched once a minute: here it shall be asked for by launches alone.
    await world.admin`update private.server_wallets set balance_at = ${new Date(clock.now() + 3_600_000)}`;
    plant(method, fault, times);
    await untilOpen([id]);
    expect(kinds).toEqual(kind === null ? [] : [kind]);
    expect(await attemptsOf(id)).toBe(attempts);
    expect((await world.coins()).find(coin => coin.id === id)?.created).toBe(1);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('that ends only one launch’s hopes holds up nobody else: its nonce is used up by nothing', async () => {
    const [ill, well] = [await world.approve(), await world.approve()];
    await world.admin`update public.jobs set run_at = ${new Date(clock.now() + 5_000)} where key = ${`launch:${well}`}`;
    const [row] = await world.admin`select metadata_cid as cid from public.viral_queue where id = ${ill}`;
    const theirs = stringToHex(String(row?.cid)).slice(2);
    proxy.decide = (method, [raw]) =>
      method === 'eth_sendRawTransaction' && String(raw).includes(theirs) ? { error: 'exceeds block gas limit' } : null;
    await untilOpen([well]);
    for (let call = 0; call < 200 && (await ports.store.load(ill))?.status !== 'dead'; call++) {
      await stepLaunches(ports, world.settings.launching, 500);
      clock.jump(3_000);
    }
    expect(await ports.store.load(ill)).toMatchObject({ status: 'dead' });
    expect([await created(ill), await created(well)]).toEqual([0, 1]);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('is waited out when a node lags: it has no receipts, and older counts', async () => {
    const first = await world.approve();
    const staleAt = Number(await world.chain.clients.read.getBlockNumber());
    await untilOpen([first]);
    const second = await world.approve();
    let calls = 0;
    proxy.decide = () => (calls++ < 60 ? { staleAt } : null);
    await untilOpen([second]);
    const [row] = await world.admin`
      select count(distinct nonce)::int as nonces from public.viral_queue where id in (${first}, ${second})`;
    expect(row?.nonces).toBe(2);
    expect([await created(first), await created(second)]).toEqual([1, 1]);
  });

  it('opens the breaker for all workers, which close it when the chain is back', async () => {
    const ids = [await world.approve(), await world.approve(), await world.approve()];
    let calls = 0;
    proxy.decide = () => {
      calls++;
      return { status: 503 };
    };
    for (let i = 0; i < 8; i++) {
      await stepLaunches(ports, world.settings.launching, 500);
      clock.jump(1_500);
    }
    const [open] = await world.admin`select failures, trouble, since, open_until from private.launch_health where part = 'chain'`;
    expect(open?.failures).toBeGreaterThanOrEqual(5);
    expect(open?.trouble).toMatch(/chain\/away/);
    expect(open?.since).not.toBeNull();
    // While it is open, nobody calls.
    await world.admin`update private.launch_health set open_until = ${new Date(clock.now() + 20_000)} where part = 'chain'`;
    await world.admin`update public.jobs set run_at = now() - interval '1 minute'`;
    calls = 0;
    await stepLaunches(ports, world.settings.launching, 500);
    expect(calls).toBe(0);
    clock.jump(21_000);
    proxy.decide = () => null;
    await untilOpen(ids);
    const [closed] = await world.admin`select failures, trouble, open_until from private.launch_health where part = 'chain'`;
    expect(closed).toEqual({ failures: 0, trouble: null, open_until: null });
  });

  it('does no harm in a storm of all kinds', async () => {
    const random = randomOf('storm 5');
    const faults: RpcFault[] = [
      'lost-answer',
      'lost-answer',
      { status: 429 },
      { status: 500 },
      { error: 'already known' },
      { error: 'nonce too low' },
      { error: 'nonce too high' },
      { error: 'replacement transaction underpriced' },
      { result: null },
    ];
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await world.approve());
    proxy.decide = () => (random.next() < 0.04 ? random.pick(faults) : null);
    for (let round = 0; round < 15; round++) {
      await Promise.all([1, 2, 3].map(() => stepLaunches(ports, world.settings.launching, 500)));
      clock.jump(3_000);
    }
    proxy.decide = () => null;
    await untilOpen(ids);
    const coins = await world.coins();
    expect(ids.map(id => coins.find(coin => coin.id === id)?.created)).toEqual(ids.map(() => 1));
    expect(kinds.length).toBeGreaterThan(3);
  });
});

describe('a transaction that no block takes', () => {
  const feesOf = (id: string) =>
    world.admin<{ hash: string; nonce: string; fee: string }[]>`
      select hash, nonce, max_fee_per_gas::text as fee from private.launch_transactions
      where queue_id = ${id} and purpose = 'launch' order by created_at, max_fee_per_gas`;
  beforeEach(() => world.chain.clients.test.setAutomine(false));
  afterEach(async () => {
    await mineAt(1);
    await world.chain.clients.test.setAutomine(true);
  });

  it('is replaced at the same nonce until it pays enough', async () => {
    const id = await world.approve();
    await untilStatus(id, 'sent');
    let attempts = await feesOf(id);
    for (let call = 0; call < 60 && attempts.length < 4; call++) {
      clock.jump(5_000);
      await stepLaunches(ports, world.settings.launching, 500);
      attempts = await feesOf(id);
    }
    expect(attempts).toHaveLength(4);
    expect(new Set(attempts.map(({ nonce }) => nonce)).size).toBe(1);
    // A block for the highest bid alone.
    const [before, last] = attempts.slice(-2).map(({ fee }) => BigInt(fee)) as [bigint, bigint];
    await world.chain.clients.test.setNextBlockBaseFeePerGas({ baseFeePerGas: (before + last) / 2n });
    await world.chain.mine();
    await world.chain.clients.test.setAutomine(true);
    await untilOpen([id]);
    const [coin] = await world.admin`
      select c.transaction_hash as hash from public.performance_coins c join public.viral_queue q using (performance_id) where q.id = ${id}`;
    expect(coin?.hash).toBe(attempts.at(-1)?.hash);
    expect(await created(id)).toBe(1);
  });

  it.each([
    [2, 'as it was sent'],
    [10, 'once it bids more'],
  ])('is mined while the base fee is %i times as high, %s', async (times, how) => {
    await mineAt(1);
    const id = await world.approve();
    await untilStatus(id, 'sent');
    for (let blocks = 0; blocks < 60 && (await created(id)) === 0; blocks++) {
      await mineAt(times);
      await stepLaunches(ports, world.settings.launching, 500);
      clock.jump(4_000);
    }
    await untilOpen([id]);
    const [coin] = await world.admin`
      select c.created_block::int as block, c.transaction_hash as hash
      from public.performance_coins c join public.viral_queue q using (performance_id) where q.id = ${id}`;
    const { baseFeePerGas } = await world.chain.clients.read.getBlock({ blockNumber: BigInt(coin?.block) });
    expect(baseFeePerGas).toBe(BASE_FEE * BigInt(times));
    const [first] = await feesOf(id);
    expect(coin?.hash === first?.hash).toBe(how === 'as it was sent');
    expect(await created(id)).toBe(1);
  });

  it('never pays more than the cap, and goes on when the price has fallen', async () => {
    const spike = 6_000;
    await mineAt(1);
    // What the wallet may spend is not what holds here.
    await world.admin`update private.server_wallets set most_per_transaction = 10^18, most_per_hour = 10^18, most_per_day = 10^18`;
    const [early, late] = [await world.approve(), await world.approve()];
    await world.admin`update public.jobs set run_at = ${new Date(clock.now() + 40_000)} where key = ${`launch:${late}`}`;
    await untilStatus(early, 'sent');
    let bids: bigint[] = [];
    for (let blocks = 0; blocks < 60 && !(kinds.includes('gas') && bids.includes(MOST_FEE_PER_GAS)); blocks++) {
      await mineAt(spike);
      await stepLaunches(ports, world.settings.launching, 500);
      clock.jump(4_000);
      bids = [...(await feesOf(early)), ...(await feesOf(late))].map(({ fee }) => BigInt(fee));
    }
    expect(bids.sort((a, b) => Number(a - b)).at(-1)).toBe(MOST_FEE_PER_GAS);
    expect([await created(early), await created(late)]).toEqual([0, 0]);
    await mineAt(1);
    await world.chain.clients.test.setAutomine(true);
    await untilOpen([early, late]);
    expect([await created(early), await created(late)]).toEqual([1, 1]);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });
});

describe('two nodes behind one address', () => {
  it('that disagree about the head make one coin each, and take none back', async () => {
    const random = randomOf('two nodes 3');
    const { read } = world.chain.clients;
    let head = Number(await read.getBlockNumber());
    proxy.newest = () => (random.next() < 0.5 ? null : head - 1 - random.whole(0, 2));
    const reopened: string[] = [];
    const { store } = ports;
    const watched = {
      ...ports,
      store: {
        ...store,
        reopen: (launch: Launch) => {
          reopened.push(launch.id);
          return store.reopen(launch);
        },
      },
    };
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(await world.approve({ shared: i === 0 }));
    for (let round = 0; round < 20; round++) {
      await Promise.all([1, 2].map(() => stepLaunches(watched, world.settings.launching, 300)));
      await world.chain.mine();
      head = Number(await read.getBlockNumber());
      clock.jump(2_000);
    }
    proxy.newest = () => null;
    await untilOpen(ids);
    const coins = await world.coins();
    expect(ids.map(id => coins.find(coin => coin.id === id)?.created)).toEqual(ids.map(() => 1));
    expect(reopened).toEqual([]);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });
});

/** Writes of a launch's way, each of which may or may not have happened when the answer is lost. */
const WRITES = ['reserve', 'recordAttempt', 'markSent', 'confirm', 'deferJob'] as const;

describe('Postgres', () => {
  it('that crashes in the middle of any write of a launch leaves one coin each', async () => {
    const left = new Set<string>(WRITES);
    const crashing = { ...ports, store: { ...ports.store } };
    for (const point of WRITES) {
      const write = ports.store[point] as (...args: unknown[]) => Promise<unknown>;
      const crash = async (...args: unknown[]) => {
        if (!left.delete(point)) return write(...args);
        const [written] = await Promise.allSettled([write(...args), world.restartPostgres()]);
        if (written.status === 'rejected') throw written.reason;
        return written.value;
      };
      Object.assign(crashing.store, { [point]: crash });
    }
    const ids: string[] = [];
    for (let i = 0; i < 2; i++) ids.push(await world.approve({ shared: i === 0 }));
    for (let round = 0; round < 80 && left.size > 0; round++) {
      // A worker whose step fails is called again, as cron does.
      await stepLaunches(crashing, world.settings.launching, 200).catch(() => {});
      clock.jump(1_500);
    }
    expect([...left]).toEqual([]);
    await untilOpen(ids);
    const coins = await world.coins();
    expect(ids.map(id => coins.find(coin => coin.id === id)?.created)).toEqual([1, 1]);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });
});

import { type Address, type Hex, zeroAddress } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StepWorld, startStepWorld } from '../../../local/chaos/testing/step-world.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import type { Launch } from '../../../shared/launches/launch.ts';
import type { LaunchPorts } from '../../../shared/launches/ports.ts';
import { splitterCall } from '../../../shared/launches/splitter.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { syncOnce } from '../../../shared/markets/sync-once.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { syncChain } from '../_shared/adapters/chain-markets.ts';
import { syncStore } from '../_shared/stores/markets.ts';
import type { Seeded } from '../_testing/seed-launch.ts';

let world: StepWorld;
let ports: StepWorld['ports'];
/** A coin of ours that is on the chain: what a node may name in place of another. */
let elsewhere: Address;
let other: Seeded;

beforeAll(async () => {
  world = await startStepWorld(30_300);
  ({ ports } = world);
  other = await world.approved();
  await world.until('open', other);
  elsewhere = (await world.coinOf(other))?.coin_address;
});
afterAll(() => world?.stop());
beforeEach(() => world.settle());

type Chain = LaunchPorts['chain'];
const NOWHERE: Address = `0x${'ab'.repeat(20)}`;
const NO_POOL: Hex = `0x${'cd'.repeat(32)}`;

/** The index reads all that there is. */
async function index(): Promise<void> {
  const { db, chain, clock } = world;
  const following = {
    store: syncStore(db),
    chain: syncChain({ first: chainClient(chain.rpcUrl) }),
    clock,
    runId: () => crypto.randomUUID(),
  };
  await syncOnce(following, 0);
  await syncOnce(following, 0);
}

/** Workers whose node gives `lie` in place of its answers to this question at these times, counted from 0. */
function lying<K extends 'predictCoin' | 'receipt' | 'pendingCount' | 'fees' | 'findCreation' | 'hasCode'>(
  question: K,
  at: number[],
  lie: (truth: Awaited<ReturnType<Chain[K]>>) => Awaited<ReturnType<Chain[K]>>,
): LaunchPorts {
  let asked = 0;
  const ask = ports.chain[question] as (...args: unknown[]) => Promise<Awaited<ReturnType<Chain[K]>>>;
  const answer = async (...args: unknown[]) => {
    const truth = await ask(...args);
    return at.includes(asked++) ? lie(truth) : truth;
  };
  return { ...ports, chain: { ...ports.chain, [question]: answer } };
}

/** The launch got its one coin, which is where the factory says, and the wallet waits for nothing. */
async function expectOneCoin(seeded: Seeded): Promise<void> {
  const coin = await world.coinOf(seeded);
  expect(coin?.coin_address).not.toBe(elsewhere);
  expect((await world.creations()).get(coin?.coin_address)).toBe(1);
  expect(await world.launchOf(seeded)).toMatchObject({ predicted_address: coin?.coin_address });
  expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
}

describe('one answer of a node that is not so ends no launch', () => {
  it.each([
    ['another coin of ours, at the first question', () => elsewhere, [0]],
    ['another coin of ours, at the second question', () => elsewhere, [1]],
    ['another coin of ours, twice', () => elsewhere, [0, 1]],
    ['a place where nothing is, at the first question', () => NOWHERE, [0]],
    ['a place where nothing is, twice', () => NOWHERE, [0, 1]],
    ['a place where nothing is, at the second question', () => NOWHERE, [1]],
  ] as const)('of where the coin will be: %s', async (_, lie, at) => {
    const seeded = await world.approved();
    await world.until('open', seeded, lying('predictCoin', [...at], lie));
    await expectOneCoin(seeded);
  });

  it('of how many transactions the wallet has: no nonces are left open that would have to be paid for', async () => {
    const seeded = await world.approved();
    const before = await ports.chain.minedCount();
    await world.until(
      'open',
      seeded,
      lying('pendingCount', [0], truth => truth + 500),
    );
    await expectOneCoin(seeded);
    expect(await ports.chain.minedCount()).toBe(before + 1);
  });

  it.each([
    ['at the first look: what is on record is put right before anybody may buy', 0],
    ['at the second look', 1],
    ['at the third look', 2],
  ])('of the coin’s pool, %s', async (_, at) => {
    const seeded = await world.approved();
    let said = 0;
    // The first time that a lie is told, the index has read the coin by it.
    const receipt: Chain['receipt'] = async hash => {
      const truth = await ports.chain.receipt(hash);
      if (!truth?.creation || said++ !== at) return truth;
      return {
        ...truth,
        creation: { ...truth.creation, poolId: NO_POOL, poolKey: { ...truth.creation.poolKey, hooks: NOWHERE } },
      };
    };
    const store: LaunchPorts['store'] = {
      ...ports.store,
      confirm: async (...coin) => {
        const confirmed = await ports.store.confirm(...coin);
        await index();
        return confirmed;
      },
    };
    const worker = { ...ports, store, chain: { ...ports.chain, receipt } };
    await world.until('open', seeded, worker);
    expect(said).toBeGreaterThan(at);
    await index();
    const coin = await world.coinOf(seeded);
    expect(coin?.pool_id).toBe(await ports.chain.poolOf(coin?.coin_address));
    expect(coin?.pool_key.hooks).not.toBe(NOWHERE);
    expect(coin?.initial_price).not.toBeNull();
  });

  it('of the coin’s pool, at the last look: the coin is not final until it is said again as it is on record', async () => {
    const seeded = await world.approved();
    await world.until('open', seeded);
    const before = await world.coinOf(seeded);
    await world.chain.mine(100);
    const astray = lying('receipt', [0, 1], truth =>
      truth?.creation ? { ...truth, creation: { ...truth.creation, poolId: NO_POOL } } : truth,
    );
    world.clock.jump(16_000);
    await stepLaunches(astray, world.config, 0);
    expect(await world.launchOf(seeded)).toMatchObject({ status: 'open', error_kind: 'execution' });
    await world.until('final', seeded, astray);
    expect(await world.coinOf(seeded)).toMatchObject({ pool_id: before?.pool_id, pool_key: before?.pool_key });
  });

  it('of the splitter being there: a coin that pays one which is not there is not final, and says so', async () => {
    const seeded = await world.approved({ shared: true });
    const { payout_address: splitter } = (await world.launchOf(seeded)) ?? {};
    const blind: LaunchPorts = {
      ...ports,
      chain: { ...ports.chain, hasCode: async address => address === splitter || ports.chain.hasCode(address) },
    };
    await world.until('open', seeded, blind);
    await world.chain.mine(100);
    world.clock.jump(16_000);
    await stepLaunches(ports, world.config, 0);
    expect(await world.launchOf(seeded)).toMatchObject({ status: 'open', last_error: expect.stringContaining('splitter') });
    const { split } = (await world.launchOf(seeded))?.consent ?? {};
    await world.chain.clients.walletOf(world.chain.accounts.deployer).sendTransaction(splitterCall(split));
    await world.until('final', seeded);
  });

  it('of when the coin was made', async () => {
    const seeded = await world.approved();
    const astray = lying('receipt', [0], truth =>
      truth?.creation ? { ...truth, creation: { ...truth.creation, blockAt: unixMs(truth.creation.blockAt - 60_000) } } : truth,
    );
    await world.until('open', seeded, astray);
    const coin = await world.coinOf(seeded);
    const { timestamp } = await world.chain.clients.read.getBlock({ blockNumber: BigInt(coin?.created_block) });
    expect(coin?.launched_at).toEqual(new Date(Number(timestamp) * 1000));
  });

  it.each([
    ['a name that nobody signed', { name: 'Another' }],
    [
      'a pool of another coin',
      { poolKey: { currency0: zeroAddress, currency1: NOWHERE, fee: 1, tickSpacing: 1, hooks: NOWHERE } },
    ],
    ['another currency', { currency: NOWHERE }],
    ['a time to come', { blockAt: unixMs(Date.now() + 365 * 86_400_000) }],
  ])('of the coin: %s is not written down', async (_, lie) => {
    const seeded = await world.approved();
    const astray = lying('receipt', [0], truth =>
      truth?.creation ? { ...truth, creation: { ...truth.creation, ...lie } } : truth,
    );
    const written: object[] = [];
    const store: LaunchPorts['store'] = {
      ...ports.store,
      confirm: (launch, coin, opensAt) => {
        written.push(coin);
        return ports.store.confirm(launch, coin, opensAt);
      },
    };
    await world.until('open', seeded, { ...astray, store });
    expect(written).toEqual([expect.not.objectContaining(lie)]);
    await expectOneCoin(seeded);
  });

  it.each([
    ['a sum that nobody has', 10n ** 90n],
    ['nothing', 0n],
  ])(
    'of what a transaction did cost: %s counts as what it may cost at most, or a quarter of what it was signed for',
    async (_, fee) => {
      const seeded = await world.approved();
      await world.until(
        'open',
        seeded,
        lying('receipt', [0], truth => truth && { ...truth, fee }),
      );
      const [counted] = await world.admin`
      select n.fee between n.most_fee / 4 - 1 and w.most_per_transaction as is_sane from private.wallet_nonces n
      join private.server_wallets w on w.address = n.wallet_address where n.queue_id = ${seeded.launchId}`;
      expect(counted?.is_sane).toBe(true);
    },
  );

  it('of what a tip is: no more is signed than the settings believe', async () => {
    const seeded = await world.approved();
    const greedy = lying('fees', [0, 1, 2, 3], ({ maxFeePerGas }) => {
      return { maxFeePerGas: maxFeePerGas + 10n ** 15n, maxPriorityFeePerGas: 10n ** 15n };
    });
    await world.until('open', seeded, greedy);
    const signed = await ports.store.attempts((await ports.store.load(seeded.launchId)) as Launch, 'all');
    expect(signed.map(attempt => attempt.maxPriorityFeePerGas)).toEqual([10n ** 9n]);
    expect(signed.every(({ maxFeePerGas }) => maxFeePerGas < 2n * 10n ** 9n)).toBe(true);
  });

  it('of a transaction that is not mined yet: no other nonce is taken and paid for', async () => {
    const seeded = await world.approved();
    const lossy = { ...ports, chain: { ...ports.chain, broadcast: async () => 'accepted' as const } };
    await world.until('sent', seeded, lossy);
    const before = await world.launchOf(seeded);
    const { blockHash } = (await world.ports.chain.receipt((await world.coinOf(other))?.transaction_hash)) ?? {};
    const refused = { success: false, blockNumber: 1, blockHash: blockHash ?? '0x', fee: 1n, creation: null };
    await stepLaunches(
      lying('receipt', [0], () => refused),
      world.config,
      0,
    );
    expect(await world.launchOf(seeded)).toMatchObject({ status: 'sent', nonce: before?.nonce });
    world.clock.jump(16_000);
    await world.until('open', seeded);
    await expectOneCoin(seeded);
  });

  it('of the coin being there already: what was signed for a take that was taken back since is not sent', async () => {
    const seeded = await world.approved();
    await world.until('signed', seeded, {
      ...ports,
      chain: { ...ports.chain, broadcast: () => Promise.reject(new Error('away')) },
    });
    await world.admin`update public.performances set status = 'hidden', taken_back_at = now() where id = ${seeded.performanceId}`;
    world.clock.jump(40_000);
    await world.until(
      'held',
      seeded,
      lying('hasCode', [0], () => true),
    );
    expect(await world.coinOf(seeded)).toBeUndefined();
    const { predicted_address: predicted } = (await world.launchOf(seeded)) ?? {};
    expect(await ports.chain.hasCode(predicted)).toBe(false);
  });

  it('of which transaction made a coin that is there already', async () => {
    const seeded = await world.approved();
    await world.until('open', seeded);
    const before = await world.coinOf(seeded);
    await world.admin`delete from public.performance_coins where performance_id = ${seeded.performanceId}`;
    await world.admin`delete from private.launch_transactions where queue_id = ${seeded.launchId}`;
    await world.admin`update public.viral_queue set status = 'pinned', nonce = null where id = ${seeded.launchId}`;
    world.clock.jump(20_000);
    const astray = lying('findCreation', [0], truth => truth && { ...truth, transactionHash: NO_POOL });
    await world.until('open', seeded, astray);
    expect((await world.coinOf(seeded))?.transaction_hash).toBe(before?.transaction_hash);
  });

  it('of whom the coin pays', async () => {
    const seeded = await world.approved();
    const astray = lying('receipt', [0], truth =>
      truth?.creation ? { ...truth, creation: { ...truth.creation, payout: NOWHERE } } : truth,
    );
    await world.until('open', seeded, astray);
    await expectOneCoin(seeded);
  });
});

describe('one answer that is not so ends no launch', () => {
  it('of the pinning service', async () => {
    const seeded = await world.approved();
    let asked = 0;
    const pin: LaunchPorts['pin'] = async (...file) => (asked++ === 0 ? 'bafkreianother' : ports.pin(...file));
    await world.until('open', seeded, { ...ports, pin });
    await expectOneCoin(seeded);
  });

  it('of the signer, and what it signed is not sent', async () => {
    const seeded = await world.approved();
    let asked = 0;
    const sign: LaunchPorts['sign'] = transaction =>
      ports.sign(asked++ === 0 ? { ...transaction, gas: transaction.gas + 1n } : transaction);
    await world.until('open', seeded, { ...ports, sign });
    await expectOneCoin(seeded);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFaultWorld } from '../../../local/chaos/testing/fault-world.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';

const { clock, kinds, look, untilOpen, untilStatus, created, world, ports } = openFaultWorld(28_480);

/** What blocks of the local chain ask for at first, in wei. */
const BASE_FEE = 5_000_000n;
/** What launches pay at most for a gas unit, by the settings of this world. */
const MOST_FEE_PER_GAS = 20_000_000_000n;

/** Blocks that ask for so many times the base fee that the chain began with. */
async function mineAt(times: number, blocks = 1): Promise<void> {
  const { test } = world().chain.clients;
  for (let i = 0; i < blocks; i++) {
    await test.setNextBlockBaseFeePerGas({ baseFeePerGas: BASE_FEE * BigInt(times) });
    await test.mine({ blocks: 1 });
  }
}

describe('a transaction that no block takes', () => {
  const feesOf = (id: string) =>
    world().admin<{ hash: string; nonce: string; fee: string }[]>`
      select hash, nonce, max_fee_per_gas::text as fee from private.launch_transactions
      where queue_id = ${id} and purpose = 'launch' order by created_at, max_fee_per_gas`;
  beforeEach(() => world().chain.clients.test.setAutomine(false));
  afterEach(async () => {
    await mineAt(1);
    await world().chain.clients.test.setAutomine(true);
  });

  it('is replaced at the same nonce until it pays enough', async () => {
    const id = await world().approve();
    await untilStatus(id, 'sent');
    let attempts = await feesOf(id);
    for (let call = 0; call < 60 && attempts.length < 4; call++) {
      clock.jump(5_000);
      await stepLaunches(ports(), world().settings.launching, 500);
      attempts = await feesOf(id);
    }
    expect(attempts).toHaveLength(4);
    expect(new Set(attempts.map(({ nonce }) => nonce)).size).toBe(1);
    // A block for the highest bid alone.
    const [before, last] = attempts.slice(-2).map(({ fee }) => BigInt(fee)) as [bigint, bigint];
    await world().chain.clients.test.setNextBlockBaseFeePerGas({ baseFeePerGas: (before + last) / 2n });
    await world().chain.mine();
    await world().chain.clients.test.setAutomine(true);
    await untilOpen([id]);
    const [coin] = await world().admin`
      select c.transaction_hash as hash from public.performance_coins c join public.viral_queue q using (performance_id) where q.id = ${id}`;
    expect(coin?.hash).toBe(attempts.at(-1)?.hash);
    expect(await created(id)).toBe(1);
  });

  it.each([
    [2, 'as it was sent'],
    [10, 'once it bids more'],
  ])('is mined while the base fee is %i times as high, %s', async (times, how) => {
    await mineAt(1);
    const id = await world().approve();
    await untilStatus(id, 'sent');
    for (let blocks = 0; blocks < 60 && (await created(id)) === 0; blocks++) {
      await mineAt(times);
      await look(4_000);
    }
    await untilOpen([id]);
    const [coin] = await world().admin`
      select c.created_block::int as block, c.transaction_hash as hash
      from public.performance_coins c join public.viral_queue q using (performance_id) where q.id = ${id}`;
    const { baseFeePerGas } = await world().chain.clients.read.getBlock({ blockNumber: BigInt(coin?.block) });
    expect(baseFeePerGas).toBe(BASE_FEE * BigInt(times));
    const [first] = await feesOf(id);
    expect(coin?.hash === first?.hash).toBe(how === 'as it was sent');
    expect(await created(id)).toBe(1);
  });

  it('never pays more than the cap, and goes on when the price has fallen', async () => {
    const spike = 6_000;
    await mineAt(1);
    // What the wallet may spend is not what holds here.
    await world()
      .admin`update private.server_wallets set most_per_transaction = 10^18, most_per_hour = 10^18, most_per_day = 10^18`;
    const [early, late] = [await world().approve(), await world().approve()];
    await world().admin`update public.jobs set run_at = ${new Date(clock.now() + 40_000)} where key = ${`launch:${late}`}`;
    await untilStatus(early, 'sent');
    let bids: bigint[] = [];
    for (let blocks = 0; blocks < 60 && !(kinds.includes('gas') && bids.includes(MOST_FEE_PER_GAS)); blocks++) {
      await mineAt(spike);
      await look(4_000);
      bids = [...(await feesOf(early)), ...(await feesOf(late))].map(({ fee }) => BigInt(fee));
    }
    expect(bids.sort((a, b) => Number(a - b)).at(-1)).toBe(MOST_FEE_PER_GAS);
    expect([await created(early), await created(late)]).toEqual([0, 0]);
    await mineAt(1);
    await world().chain.clients.test.setAutomine(true);
    await untilOpen([early, late]);
    expect([await created(early), await created(late)]).toEqual([1, 1]);
    expect(await ports().chain.pendingCount()).toBe(await ports().chain.minedCount());
  });
});

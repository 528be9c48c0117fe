import type { Address } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StepWorld, startStepWorld } from '../../../local/chaos/testing/step-world.ts';
import type { LaunchPorts } from '../../../shared/launches/ports.ts';
import type { Seeded } from '../_testing/seed-launch.ts';

let world: StepWorld;
let ports: StepWorld['ports'];
/** A coin of ours that is on the chain: what a node may name in place of another. */
let elsewhere: Address;

beforeAll(async () => {
  world = await startStepWorld(30_300);
  ({ ports } = world);
  const other = await world.approved();
  await world.until('open', other);
  elsewhere = (await world.coinOf(other))?.coin_address;
});
afterAll(() => world?.stop());
beforeEach(() => world.settle());

type Chain = LaunchPorts['chain'];
const NOWHERE: Address = `0x${'ab'.repeat(20)}`;

/** Workers whose node gives `lie` in place of its answers to this question at these times, counted from 0. */
function lying<K extends 'predictCoin' | 'receipt' | 'pendingCount'>(
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

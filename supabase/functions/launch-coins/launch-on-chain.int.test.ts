import { parseEventLogs } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StepWorld, startStepWorld } from '../../../local/chaos/testing/step-world.ts';
import { COIN_FACTORY_ABI } from '../../../shared/launches/deploy-call.ts';
import { splitterCall } from '../../../shared/launches/splitter.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { launchSigner } from '../_shared/adapters/signer.ts';

let world: StepWorld;
let admin: StepWorld['admin'];
let chain: StepWorld['chain'];
let clock: StepWorld['clock'];
let config: StepWorld['config'];
let ports: StepWorld['ports'];

beforeAll(async () => {
  world = await startStepWorld(30_280);
  ({ admin, chain, clock, config, ports } = world);
});
afterAll(() => world?.stop());
beforeEach(() => world.settle());

describe('a launch', () => {
  it('pays those who share through a splitter, made while the coin is announced, and made again when a reorg takes it', async () => {
    const announcing = { ...config, leadSeconds: 60 };
    const seeded = await world.approved({ shared: true });
    const { payout_address: splitter } = (await world.launchOf(seeded)) ?? {};
    const look = () => stepLaunches(ports, announcing, 1_000).then(() => clock.jump(1_000));
    for (let call = 0; call < 10; call++) await look();
    expect(await world.statusOf(seeded)).toBe('pinned');
    expect(await ports.chain.hasCode(splitter)).toBe(true);
    await chain.reorg(1 + Number(await chain.clients.read.getBlockNumber()) - (await world.splitterBlock(splitter)));
    expect(await ports.chain.hasCode(splitter)).toBe(false);
    clock.jump(60_000);
    await world.until('open', seeded);
    expect(await ports.chain.hasCode(splitter)).toBe(true);
    const coin = await world.coinOf(seeded);
    expect((await world.creations()).get(coin?.coin_address)).toBe(1);
    const [event] = parseEventLogs({
      abi: COIN_FACTORY_ABI,
      eventName: 'CoinCreatedV4',
      logs: (await chain.clients.read.getTransactionReceipt({ hash: coin?.transaction_hash })).logs,
    });
    expect(event?.args.payoutRecipient.toLowerCase()).toBe(splitter);
    expect(coin?.creator_address).toBe(chain.accounts.creator.address.toLowerCase());
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('makes the splitter again, too, when a reorg takes it along with the coin', async () => {
    const seeded = await world.approved({ shared: true });
    await world.until('open', seeded);
    const { payout_address: splitter } = (await world.launchOf(seeded)) ?? {};
    const before = await world.coinOf(seeded);
    await chain.reorg(1 + Number(await chain.clients.read.getBlockNumber()) - (await world.splitterBlock(splitter)));
    expect(await ports.chain.hasCode(splitter)).toBe(false);
    clock.jump(20_000);
    await stepLaunches(ports, config, 1_000);
    await world.until('open', seeded);
    expect((await world.coinOf(seeded))?.coin_address).toBe(before?.coin_address);
    expect(await ports.chain.hasCode(before?.coin_address)).toBe(true);
    expect(await ports.chain.hasCode(splitter)).toBe(true);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('waits for the announced time when somebody else makes the splitter after a nonce was taken for it', async () => {
    const announcing = { ...config, leadSeconds: 60 };
    const seeded = await world.approved({ shared: true });
    const { consent: signed } = (await world.launchOf(seeded)) ?? {};
    const meddled = { ...ports, store: { ...ports.store } };
    meddled.store.reserve = async (...ask) => {
      const answer = await ports.store.reserve(...ask);
      const hash = await chain.clients.walletOf(chain.accounts.deployer).sendTransaction(splitterCall(signed.split));
      await chain.clients.read.waitForTransactionReceipt({ hash });
      return answer;
    };
    for (let call = 0; call < 10; call++) {
      await stepLaunches(meddled, announcing, 1_000);
      clock.jump(1_000);
    }
    expect(await world.statusOf(seeded)).toBe('pinned');
    clock.jump(60_000);
    await world.until('open', seeded);
    const coin = await world.coinOf(seeded);
    expect((await world.creations()).get(coin?.coin_address)).toBe(1);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('raises the fees of a transaction that is not mined, with the same nonce', async () => {
    const seeded = await world.approved();
    // A node that takes transactions and loses them.
    const lossy = { ...ports, chain: { ...ports.chain, broadcast: async () => 'accepted' as const } };
    await world.until('sent', seeded, lossy);
    for (let bumps = 0; bumps < 2; bumps++) {
      clock.jump(16_000);
      await stepLaunches(lossy, config, 500);
    }
    const attempts = await admin`
      select nonce, max_fee_per_gas::text as fee from private.launch_transactions where queue_id = ${seeded.launchId} order by created_at`;
    expect(attempts).toHaveLength(3);
    expect(new Set(attempts.map(attempt => attempt.nonce)).size).toBe(1);
    const fees = attempts.map(attempt => BigInt(attempt.fee));
    expect(fees.every((fee, i) => i === 0 || fee * 10n > (fees[i - 1] ?? 0n) * 11n)).toBe(true);
    clock.jump(16_000);
    await world.until('open', seeded);
    expect((await world.creations()).get((await world.coinOf(seeded))?.coin_address)).toBe(1);
  });

  it.each([1, 2, 5, 30])('makes the coin again at the same address when the chain takes its last %i blocks back', async depth => {
    const seeded = await world.approved();
    await world.until('open', seeded);
    const before = await world.coinOf(seeded);
    const behind = Number(await chain.clients.read.getBlockNumber()) - Number(before?.created_block) + 1;
    if (behind < depth) await chain.mine(depth - behind);
    const head = Number(await chain.clients.read.getBlockNumber());
    await chain.reorg(head - Number(before?.created_block) + 1);
    expect(await ports.chain.hasCode(before?.coin_address)).toBe(false);
    const isAgain = async () => (await world.coinOf(seeded))?.created_block_hash !== before?.created_block_hash;
    // A look that fails is made again later; the launch stays open until one sees the reorg.
    for (let looks = 0; looks < 10 && !(await isAgain()); looks++) {
      clock.jump(20_000);
      await stepLaunches(ports, config, 1_000);
    }
    await world.until('open', seeded);
    const after = await world.coinOf(seeded);
    expect(after?.coin_address).toBe(before?.coin_address);
    expect(after?.transaction_hash).toBe(before?.transaction_hash);
    expect(after?.created_block_hash).not.toBe(before?.created_block_hash);
    expect(await ports.chain.hasCode(after?.coin_address)).toBe(true);
  });

  it('finds the coin when its own rows forgot that it was made', async () => {
    const seeded = await world.approved();
    await world.until('open', seeded);
    const before = await world.coinOf(seeded);
    await admin`delete from public.performance_coins where performance_id = ${seeded.performanceId}`;
    await admin`delete from private.launch_transactions where queue_id = ${seeded.launchId}`;
    await admin`update public.viral_queue set status = 'pinned', nonce = null, predicted_address = null where id = ${seeded.launchId}`;
    const count = await ports.chain.minedCount();
    clock.jump(20_000);
    await world.until('open', seeded);
    expect(await world.coinOf(seeded)).toMatchObject({
      coin_address: before?.coin_address,
      created_block_hash: before?.created_block_hash,
    });
    expect(await ports.chain.minedCount()).toBe(count);
  });

  it('stops for a person to look at where the coin that is there pays somebody else than was signed', async () => {
    const seeded = await world.approved();
    await world.until('open', seeded);
    const other = `0x${'77'.repeat(20)}`;
    const { consent } = (await world.launchOf(seeded)) ?? {};
    const signed = JSON.stringify({ ...consent, payout: other, split: [{ account: other, bps: 10_000 }] });
    await admin`delete from public.performance_coins where performance_id = ${seeded.performanceId}`;
    await admin`
      update public.viral_queue set status = 'pinned', nonce = null, consent = ${signed}, payout_address = ${other} where id = ${seeded.launchId}`;
    clock.jump(20_000);
    await world.until('dead', seeded);
    expect((await world.launchOf(seeded))?.last_error).toBe('The coin on the chain is not the one agreed to.');
    expect(await world.coinOf(seeded)).toBeUndefined();
  });

  it('takes the chain’s count when somebody else used the wallet', async () => {
    const wallet = chain.accounts.launchWallet;
    const nonce = await ports.chain.minedCount();
    const signed = await launchSigner(wallet.privateKey).sign({
      to: wallet.address,
      data: '0x',
      value: 0n,
      chainId: 8453,
      nonce,
      gas: 21_000n,
      ...(await ports.chain.fees()),
    });
    const seeded = await world.approved();
    await world.until('reserved', seeded, { ...ports, sign: () => Promise.reject(new Error('the signer is away')) });
    expect(Number((await world.launchOf(seeded))?.nonce)).toBe(nonce);
    await ports.chain.broadcast(signed.raw);
    clock.jump(40_000);
    await world.until('open', seeded);
    expect(Number((await world.launchOf(seeded))?.nonce)).toBe(nonce + 1);
  });
});

import fc from 'fast-check';
import {
  type Abi,
  type Address,
  encodeAbiParameters,
  erc20Abi,
  keccak256,
  parseEther,
  parseEventLogs,
  type TransactionReceipt,
  toHex,
  zeroAddress,
} from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from './accounts.ts';
import { ADDRESSES, LOCAL_ADDRESSES } from './addresses.ts';
import { hookAbi, uniswapArtifacts } from './artifacts.ts';
import { foretellPool, type Launched, launch, sqrtPriceOf } from './testing/launch.ts';
import { startTestChain, type TestChain } from './testing/test-chain.ts';
import { allowSelling, buy, sell } from './testing/trade.ts';

const HOOK_ABI = hookAbi();
const MILLION = 1_000_000n;
const USUAL_FEE = 10_000n;
/** Each position rounds its part of the fee down, and so does each share. */
const ROUNDING = 10n;

type Rewards = Record<
  `${'creatorPayout' | 'platformReferrer' | 'tradeReferrer' | 'protocol' | 'doppler'}Amount${'Currency' | 'Coin'}`,
  bigint
>;
type Swapped = {
  swapSender: Address;
  isTrustedSwapSenderAddress: boolean;
  isCoinBuy: boolean;
  amount0: bigint;
  amount1: bigint;
  sqrtPriceX96: bigint;
  poolKeyHash: string;
};
type PoolSwap = { sender: Address; amount0: bigint; amount1: bigint; fee: number; sqrtPriceX96: bigint };

let world: TestChain;
beforeAll(async () => {
  world = await startTestChain(27_020);
});
afterAll(() => world.stop());

const argsOf = <T>(abi: Abi, { logs }: TransactionReceipt, eventName: string): T[] =>
  parseEventLogs({ abi, logs, eventName }).map(log => (log as unknown as { args: T }).args);
const swappedOf = (receipt: TransactionReceipt) => argsOf<Swapped>(HOOK_ABI, receipt, 'Swapped');
const rewardsOf = (receipt: TransactionReceipt) =>
  argsOf<{ marketRewards: Rewards; tradeReferrer: Address }>(HOOK_ABI, receipt, 'CoinMarketRewardsV4');
const lpRewardsOf = (receipt: TransactionReceipt) => argsOf<{ amountCurrency: bigint }>(HOOK_ABI, receipt, 'LpReward');
const poolSwapsOf = (receipt: TransactionReceipt) => argsOf<PoolSwap>(uniswapArtifacts.poolManager().abi, receipt, 'Swap');

const ethOf = (address: Address) => world.chain.clients.read.getBalance({ address });
const coinsOf = (coin: Address, { address }: LocalAccount) =>
  world.chain.clients.read.readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [address] });

async function openCoin(words: string): Promise<Launched> {
  const launched = await launch(world.chain, { coinSalt: keccak256(toHex(words)) });
  await world.chain.increaseTime(10);
  return launched;
}

const trader = (index: number): LocalAccount => {
  const account = world.chain.accounts.traders[index];
  if (!account) throw new Error('no such trader');
  return account;
};

describe('A swap', () => {
  it('tells who traded, what moved and the price that the pool has afterwards', async () => {
    const coin = await openCoin('swapped');
    const before = await ethOf(trader(0).address);
    const receipt = await buy(world.chain, coin, { by: trader(0), amountIn: parseEther('0.01') });
    const [bought] = swappedOf(receipt);
    expect(bought).toMatchObject({
      swapSender: trader(0).address,
      isTrustedSwapSenderAddress: true,
      isCoinBuy: true,
      amount0: -parseEther('0.01'),
      poolKeyHash: coin.poolId,
    });
    expect(bought?.amount1).toBe(await coinsOf(coin.coin, trader(0)));
    expect(bought?.sqrtPriceX96).toBe(await sqrtPriceOf(world.chain, coin.poolId));
    const gas = receipt.gasUsed * receipt.effectiveGasPrice;
    expect(before - (await ethOf(trader(0).address))).toBe(parseEther('0.01') + gas);
  });

  it('raises the price when it buys and lowers it when it sells', async () => {
    const coin = await openCoin('direction');
    await allowSelling(world.chain, coin.coin, trader(0));
    const start = await sqrtPriceOf(world.chain, coin.poolId);
    await buy(world.chain, coin, { by: trader(0), amountIn: parseEther('0.05') });
    const high = await sqrtPriceOf(world.chain, coin.poolId);
    await sell(world.chain, coin, { by: trader(0), amountIn: (await coinsOf(coin.coin, trader(0))) / 2n });
    const middle = await sqrtPriceOf(world.chain, coin.poolId);
    // The coin is currency1: a lower square root is a dearer coin.
    expect(high).toBeLessThan(start);
    expect(middle).toBeGreaterThan(high);
    expect(middle).toBeLessThan(start);
  });

  it('of everything leads back to the first price, never under it', async () => {
    const coin = await openCoin('back again');
    const start = await sqrtPriceOf(world.chain, coin.poolId);
    await allowSelling(world.chain, coin.coin, trader(1));
    await buy(world.chain, coin, { by: trader(1), amountIn: parseEther('3') });
    await sell(world.chain, coin, { by: trader(1), amountIn: await coinsOf(coin.coin, trader(1)) });
    const end = await sqrtPriceOf(world.chain, coin.poolId);
    expect(end).toBeLessThanOrEqual(start);
    expect(Number(end) / Number(start)).toBeCloseTo(1, 6);
  });
});

describe('The launch fee', () => {
  it('falls from 99 % to 1 % in ten seconds, as the pool manager records it', async () => {
    const coin = await launch(world.chain, { coinSalt: keccak256(toHex('fee')) });
    const { read, test } = world.chain.clients;
    const { timestamp: bornAt } = await read.getBlock({ blockNumber: coin.receipt.blockNumber });
    const fees: number[] = [];
    for (const age of [1n, 2n, 5n, 9n, 10n, 60n]) {
      await test.setNextBlockTimestamp({ timestamp: bornAt + age });
      const receipt = await buy(world.chain, coin, { by: trader(2), amountIn: parseEther('0.001') });
      fees.push(poolSwapsOf(receipt)[0]?.fee ?? 0);
    }
    expect(fees).toEqual([892_000, 794_000, 500_000, 108_000, 10_000, 10_000]);
  });

  it('is 99 % in the block of the creation itself', async () => {
    const coinSalt = keccak256(toHex('same block'));
    const { test } = world.chain.clients;
    await test.setAutomine(false);
    const creation = launch(world.chain, { coinSalt });
    await pendingTransactions(1);
    const key = await foretellPool(world.chain, { coinSalt });
    const purchase = buy(world.chain, { key }, { by: trader(3), amountIn: parseEther('0.001') });
    await pendingTransactions(2);
    await test.mine({ blocks: 1 });
    await test.setAutomine(true);
    const [{ receipt: created }, bought] = await Promise.all([creation, purchase]);
    expect(bought.blockNumber).toBe(created.blockNumber);
    expect(poolSwapsOf(bought)[0]?.fee).toBe(990_000);
  });
});

/** What a fee came to, from what the pool itself recorded: ETH from buys directly, from sales what the hook got for the coins. */
function feeInEth(receipt: TransactionReceipt): { least: bigint; most: bigint } {
  const [user, ofHook] = poolSwapsOf(receipt);
  if (!user) throw new Error('no swap');
  if (user.amount0 < 0n) {
    const exact = -user.amount0 * BigInt(user.fee);
    return { least: exact / MILLION - ROUNDING, most: exact / MILLION + 1n };
  }
  const got = ofHook?.amount0 ?? 0n;
  return { least: got, most: got };
}

describe('The fee', () => {
  const recipients = () => {
    const { creator, platformReferrer, fan } = world.chain.accounts;
    const { protocolRewards, dopplerRewards } = LOCAL_ADDRESSES;
    return [creator.address, platformReferrer.address, fan.address, protocolRewards, dopplerRewards];
  };
  const balances = () => Promise.all(recipients().map(ethOf));

  it('is handed out to the last wei: half to the creator, a fifth to the platform, a fifth locked, 4 % to who referred the trade', async () => {
    const coin = await openCoin('split');
    const by = trader(4);
    await allowSelling(world.chain, coin.coin, by);
    const referred = encodeAbiParameters([{ type: 'address' }], [world.chain.accounts.fan.address]);
    const step = fc.record({
      sells: fc.boolean(),
      eth: fc.bigInt({ min: 1_000n, max: parseEther('0.3') }),
      share: fc.integer({ min: 1, max: 100 }),
      isReferred: fc.boolean(),
    });
    const trade = async ({
      sells,
      eth,
      share,
      isReferred,
    }: {
      sells: boolean;
      eth: bigint;
      share: number;
      isReferred: boolean;
    }) => {
      const held = await coinsOf(coin.coin, by);
      const hookData = isReferred ? referred : '0x';
      const before = await balances();
      const amountIn = sells && held > 0n ? (held * BigInt(share)) / 100n : eth;
      const receipt = await (sells && held > 0n ? sell : buy)(world.chain, coin, { by, amountIn, hookData });
      const gained = (await balances()).map((balance, i) => balance - (before[i] ?? 0n));

      const [reward] = rewardsOf(receipt);
      const locked = lpRewardsOf(receipt)[0]?.amountCurrency ?? 0n;
      const shares = reward?.marketRewards;
      const named = [
        shares?.creatorPayoutAmountCurrency ?? 0n,
        shares?.platformReferrerAmountCurrency ?? 0n,
        shares?.tradeReferrerAmountCurrency ?? 0n,
        shares?.protocolAmountCurrency ?? 0n,
        shares?.dopplerAmountCurrency ?? 0n,
      ];
      expect(gained).toEqual(named);
      const total = named.reduce((sum, amount) => sum + amount, locked);
      expect(named[0]).toBe((total * 5_000n) / 10_000n);
      expect(named[1]).toBe((total * 2_000n) / 10_000n);
      expect(named[2]).toBe(isReferred ? (total * 400n) / 10_000n : 0n);
      expect(named[4]).toBe((total * 100n) / 10_000n);
      expect(locked).toBe((total * 2_000n) / 10_000n);
      const { least, most } = feeInEth(receipt);
      expect(total).toBeGreaterThanOrEqual(least);
      expect(total).toBeLessThanOrEqual(most);
      expect(BigInt(poolSwapsOf(receipt)[0]?.fee ?? 0)).toBe(USUAL_FEE);
      expect(swappedOf(receipt)[0]?.sqrtPriceX96).toBe(await sqrtPriceOf(world.chain, coin.poolId));
    };
    await fc.assert(fc.asyncProperty(step, trade), { seed: 20, numRuns: 40, endOnFailure: true });
  });

  it('of a sale is turned into ETH at once: nobody is paid in coins', async () => {
    const coin = await openCoin('sale');
    const by = trader(5);
    await allowSelling(world.chain, coin.coin, by);
    await buy(world.chain, coin, { by, amountIn: parseEther('0.1') });
    const amountIn = (await coinsOf(coin.coin, by)) / 3n;
    const receipt = await sell(world.chain, coin, { by, amountIn });
    const [user, ofHook] = poolSwapsOf(receipt);
    expect(user?.amount1).toBe(-amountIn);
    expect(ofHook).toMatchObject({ sender: ADDRESSES.coinHook, fee: 0 });
    const fee = (amountIn * USUAL_FEE) / MILLION;
    expect(-(ofHook?.amount1 ?? 0n)).toBeGreaterThanOrEqual(fee - ROUNDING);
    expect(-(ofHook?.amount1 ?? 0n)).toBeLessThanOrEqual(fee + 1n);
    const { marketRewards } = rewardsOf(receipt)[0] ?? {};
    const inCoins = Object.entries(marketRewards ?? {}).filter(([name]) => name.endsWith('Coin'));
    expect(inCoins).toHaveLength(5);
    for (const [, amount] of inCoins) expect(amount).toBe(0n);
  });

  it("goes to the protocol where the creator's contract refuses ETH", async () => {
    const coin = await launch(world.chain, { coinSalt: keccak256(toHex('refuses')), payout: ADDRESSES.multicall3 });
    await world.chain.increaseTime(10);
    const receipt = await buy(world.chain, coin, { by: trader(6), amountIn: parseEther('1') });
    const { marketRewards, tradeReferrer } = rewardsOf(receipt)[0] ?? {};
    expect(marketRewards?.creatorPayoutAmountCurrency).toBe(0n);
    expect(tradeReferrer).toBe(zeroAddress);
    // Half for the creator, 4 % for a trade that nobody referred, and its own 5 %.
    const expected = (parseEther('0.01') * 59n) / 100n;
    const paid = marketRewards?.protocolAmountCurrency ?? 0n;
    expect(paid > expected ? paid - expected : expected - paid).toBeLessThan(ROUNDING);
  });
});

async function pendingTransactions(count: number): Promise<void> {
  await expect.poll(async () => (await world.chain.clients.test.getTxpoolStatus()).pending, { interval: 10 }).toBe(count);
}

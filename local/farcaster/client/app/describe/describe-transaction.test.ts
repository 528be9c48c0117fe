import {
  type Address,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  maxUint256,
  multicall3Abi,
  parseAbi,
  parseEther,
  zeroAddress,
} from 'viem';
import { expect, test } from 'vitest';
import { PERMIT2, UNIVERSAL_ROUTER as ROUTER } from '../../../../../shared/markets/base-contracts.ts';
import { amountOf, key, permit, plan, router, swap, toWhom } from '../../../../../shared/markets/testing/router-calls.ts';
import { describeTransaction } from './describe-transaction.ts';
import { COIN, NOW, OTHER, OWN, reading } from './testing/reading.ts';

/** A plain trade of ETH and the coin. */
function swapV4(buy: boolean, amountIn: bigint, minimum: bigint) {
  const [from, to] = buy ? [zeroAddress, COIN] : [COIN, zeroAddress];
  const swapped = swap(buy, amountIn, minimum, { ...key, currency1: COIN });
  return plan([swapped, amountOf(0x0c, from, amountIn), amountOf(0x0f, to, minimum)]);
}

test('a buy names what is paid and what comes at least', async () => {
  const value = parseEther('0.05');
  const data = router([swapV4(true, value, parseEther('12345.678'))]);
  const described = await describeTransaction({ to: ROUTER, value: `0x${value.toString(16)}`, data }, reading);
  expect(described.title).toBe('Buy at least 12,345.678 NIGHTBUS for 0.05 ETH');
  expect(described.facts).toContainEqual({ label: 'Contract', value: 'the Uniswap router' });
  expect(described.facts).toContainEqual({ label: 'Leaves your wallet', value: '0.05 ETH and the network fee' });
  expect(described.warning).toBeUndefined();
});

test('a sell names the permission that it uses', async () => {
  const amount = parseEther('500');
  const allowed = permit(COIN, ROUTER, amount, NOW + 1800);
  const moved = toWhom(0x02, COIN, ROUTER, amount);
  const data = router([allowed, moved, swapV4(false, amount, parseEther('0.002'))]);
  const described = await describeTransaction({ to: ROUTER, data }, reading);
  expect(described.warning).toBeUndefined();
  expect(described.facts).toContainEqual({ label: 'Moves', value: '500 NIGHTBUS to the Uniswap router' });
  expect(described.title).toBe('Sell 500 NIGHTBUS for at least 0.002 ETH');
  expect(described.facts[0]).toEqual({
    label: 'Uses your permission',
    value: 'the Uniswap router may move up to 500 NIGHTBUS for 30 minutes',
  });
});

test("a step of the router that cannot be read is said, and so is a call that is none of the wallet's", async () => {
  const swap = swapV4(true, 1n, 1n);
  expect((await describeTransaction({ to: ROUTER, data: router([swap, [0x04, '0x']]) }, reading)).warning).toMatch(
    /1 of the router's steps/,
  );
  const unknown = await describeTransaction({ to: OTHER, data: '0x12345678', value: '0xde0b6b3a7640000' }, reading);
  expect(unknown.title).toBe(`Call 0x12345678 on ${OTHER} with 1 ETH`);
  expect(unknown.warning).toMatch(/could not be read/);
  const cut = router([swap]).slice(0, 200) as Hex;
  expect((await describeTransaction({ to: ROUTER, data: cut }, reading)).warning).toMatch(/could not be read/);
});

test('a swap whose proceeds go elsewhere says where, and warns', async () => {
  const take = (recipient: Address) => {
    const taken = plan([toWhom(0x0e, COIN, recipient, 0n)]);
    return describeTransaction({ to: ROUTER, data: router([swapV4(true, 1n, 1n), taken]) }, reading);
  };
  const stranger = await take(OTHER);
  expect(stranger.facts).toContainEqual({ label: 'Goes to', value: OTHER });
  expect(stranger.warning).toContain('another wallet than yours');
  expect((await take(OWN)).facts).toContainEqual({ label: 'Goes to', value: 'your wallet (0x5555…5555)' });
  expect((await take(OWN)).warning ?? '').not.toContain('another wallet');
});

test('collecting from splitters names the currencies and where they go, and warns when that is elsewhere', async () => {
  const splitter = parseAbi(['function release(address token, address account)']);
  const release = (token: Address, account: Address) =>
    encodeFunctionData({ abi: splitter, functionName: 'release', args: [token, account] });
  const one = await describeTransaction({ to: OTHER, data: release(COIN, OWN) }, reading);
  expect(one.title).toBe('Collect what waits of NIGHTBUS');
  expect(one.facts.slice(0, 2)).toEqual([
    { label: 'Comes from', value: OTHER },
    { label: 'Goes to', value: 'your wallet (0x5555…5555)' },
  ]);
  expect(one.warning).toBeUndefined();
  const many = (calls: Hex[]) => {
    const args = [calls.map(callData => ({ target: OTHER, allowFailure: false, callData }))] as const;
    return describeTransaction(
      { to: COIN, data: encodeFunctionData({ abi: multicall3Abi, functionName: 'aggregate3', args }) },
      reading,
    );
  };
  const both = await many([release(zeroAddress, OWN), release(COIN, OTHER)]);
  expect(both.title).toBe('Collect what waits of ETH and NIGHTBUS');
  expect(both.warning).toContain('another wallet than yours');
  const approval = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [OTHER, 1n] });
  expect((await many([release(COIN, OWN), approval])).warning).toMatch(/could not be read/);
});

test('plain sends, approvals and transfers', async () => {
  const approve = (amount: bigint) => encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [PERMIT2, amount] });
  const titleOf = async (request: Parameters<typeof describeTransaction>[0]) =>
    (await describeTransaction(request, reading)).title;
  expect(await titleOf({ to: OTHER, value: '0x16345785d8a0000' })).toBe(`Send 0.1 ETH to ${OTHER}`);
  expect(await titleOf({ to: COIN, data: approve(maxUint256) })).toBe(
    'Allow Permit2 to move any amount of NIGHTBUS until you take it back',
  );
  expect(await titleOf({ to: COIN, data: approve(parseEther('3')) })).toBe(
    'Allow Permit2 to move up to 3 NIGHTBUS until you take it back',
  );
  const transfer = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [OTHER, parseEther('3')] });
  expect(await titleOf({ to: COIN, data: transfer })).toBe(`Send 3 NIGHTBUS to ${OTHER}`);
  expect(await titleOf({ data: '0x6001' })).toBe('Create a contract');
});

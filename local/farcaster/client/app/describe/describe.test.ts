import fc from 'fast-check';
import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  erc20Abi,
  type Hex,
  maxUint256,
  multicall3Abi,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
} from 'viem';
import { createSiweMessage } from 'viem/siwe';
import { expect, test } from 'vitest';
import { describeAmount, readableAmount, timeLeft } from './amounts.ts';
import { describeMessage } from './describe-message.ts';
import { describeTransaction } from './describe-transaction.ts';
import { describeTypedData } from './describe-typed-data.ts';
import type { LookUpToken } from './description.ts';

const ROUTER: Address = '0x6fF5693b99212Da76ad316178A184AB56D299b43';
const PERMIT2: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const COIN: Address = '0x4444444444444444444444444444444444444444';
const OTHER: Address = '0x000000000000000000000000000000000000dEaD';
const NOW = 1_800_000_000;
const lookUp: LookUpToken = async address => (address === COIN ? { symbol: 'NIGHTBUS', decimals: 18 } : null);
const OWN: Address = '0x5555555555555555555555555555555555555555';
const reading = { lookUp, now: NOW, own: OWN };
const router = parseAbi(['function execute(bytes commands, bytes[] inputs, uint256 deadline) payable']);

const POOL_KEY = {
  type: 'tuple',
  name: 'poolKey',
  components: [
    { name: 'currency0', type: 'address' },
    { name: 'currency1', type: 'address' },
    { name: 'fee', type: 'uint24' },
    { name: 'tickSpacing', type: 'int24' },
    { name: 'hooks', type: 'address' },
  ],
} as const;

function v4Swap(buy: boolean, amountIn: bigint, minimum: bigint): Hex {
  const swap = encodeAbiParameters(
    [
      {
        type: 'tuple',
        components: [
          POOL_KEY,
          { name: 'zeroForOne', type: 'bool' },
          { name: 'amountIn', type: 'uint128' },
          { name: 'amountOutMinimum', type: 'uint128' },
          { name: 'hookData', type: 'bytes' },
        ],
      },
    ],
    [
      {
        poolKey: { currency0: zeroAddress, currency1: COIN, fee: 10_000, tickSpacing: 200, hooks: OTHER },
        zeroForOne: buy,
        amountIn,
        amountOutMinimum: minimum,
        hookData: '0x',
      },
    ],
  );
  const pair = (currency: Address, amount: bigint) =>
    encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [currency, amount]);
  const [from, to] = buy ? [zeroAddress, COIN] : [COIN, zeroAddress];
  const actions = encodePacked(['uint8', 'uint8', 'uint8'], [0x06, 0x0c, 0x0f]);
  return encodeAbiParameters(
    [{ type: 'bytes' }, { type: 'bytes[]' }],
    [actions, [swap, pair(from, amountIn), pair(to, minimum)]],
  );
}

const execute = (commands: Hex, inputs: Hex[]) =>
  encodeFunctionData({ abi: router, functionName: 'execute', args: [commands, inputs, 1n] });

const permit = encodeAbiParameters(
  [
    {
      type: 'tuple',
      components: [
        {
          name: 'details',
          type: 'tuple',
          components: [
            { name: 'token', type: 'address' },
            { name: 'amount', type: 'uint160' },
            { name: 'expiration', type: 'uint48' },
            { name: 'nonce', type: 'uint48' },
          ],
        },
        { name: 'spender', type: 'address' },
        { name: 'sigDeadline', type: 'uint256' },
      ],
    },
    { type: 'bytes' },
  ],
  [
    {
      details: { token: COIN, amount: parseEther('500'), expiration: NOW + 1800, nonce: 0 },
      spender: ROUTER,
      sigDeadline: BigInt(NOW),
    },
    '0x',
  ],
);

test('a buy names what is paid and what comes at least', async () => {
  const value = parseEther('0.05');
  const data = execute('0x10', [v4Swap(true, value, parseEther('12345.678'))]);
  const described = await describeTransaction({ to: ROUTER, value: `0x${value.toString(16)}`, data }, reading);
  expect(described.title).toBe('Buy at least 12,345.678 NIGHTBUS for 0.05 ETH');
  expect(described.facts).toContainEqual({ label: 'Contract', value: 'the Uniswap router' });
  expect(described.facts).toContainEqual({ label: 'Leaves your wallet', value: '0.05 ETH and the network fee' });
  expect(described.warning).toBeUndefined();
});

test('a sell names the permission that it uses', async () => {
  const moved = encodeAbiParameters(
    [{ type: 'address' }, { type: 'address' }, { type: 'uint160' }],
    [COIN, ROUTER, parseEther('500')],
  );
  const data = execute('0x0a0210', [permit, moved, v4Swap(false, parseEther('500'), parseEther('0.002'))]);
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
  const swap = v4Swap(true, 1n, 1n);
  expect((await describeTransaction({ to: ROUTER, data: execute('0x1004', [swap, '0x']) }, reading)).warning).toMatch(
    /1 of the router's steps/,
  );
  const unknown = await describeTransaction({ to: OTHER, data: '0x12345678', value: '0xde0b6b3a7640000' }, reading);
  expect(unknown.title).toBe(`Call 0x12345678 on ${OTHER} with 1 ETH`);
  expect(unknown.warning).toMatch(/could not be read/);
  const cut = execute('0x10', [swap]).slice(0, 200) as Hex;
  expect((await describeTransaction({ to: ROUTER, data: cut }, reading)).warning).toMatch(/could not be read/);
});

test('a swap whose proceeds go elsewhere says where, and warns', async () => {
  const take = (recipient: Address) => {
    const action = encodeAbiParameters([{ type: 'address' }, { type: 'address' }, { type: 'uint256' }], [COIN, recipient, 0n]);
    const input = encodeAbiParameters([{ type: 'bytes' }, { type: 'bytes[]' }], ['0x0e', [action]]);
    return describeTransaction({ to: ROUTER, data: execute('0x1010', [v4Swap(true, 1n, 1n), input]) }, reading);
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

test('a Permit2 permission names amount, token, spender and time', async () => {
  const described = await describeTypedData(
    {
      domain: { name: 'Permit2', chainId: 8453 },
      primaryType: 'PermitSingle',
      types: {
        PermitSingle: [
          { name: 'details', type: 'PermitDetails' },
          { name: 'spender', type: 'address' },
          { name: 'sigDeadline', type: 'uint256' },
        ],
        PermitDetails: [
          { name: 'token', type: 'address' },
          { name: 'amount', type: 'uint160' },
          { name: 'expiration', type: 'uint48' },
          { name: 'nonce', type: 'uint48' },
        ],
      },
      message: {
        details: { token: COIN, amount: String(parseEther('40')), expiration: NOW + 1800, nonce: 0 },
        spender: ROUTER,
        sigDeadline: String(NOW + 60),
      },
    },
    reading,
  );
  expect(described.title).toBe('Allow the Uniswap router to move up to 40 NIGHTBUS for 30 minutes');
  expect(described.facts.map(({ label }) => label)).toEqual([
    'Details · token',
    'Details · amount',
    'Details · expiration',
    'Details · nonce',
    'Spender',
    'Sig deadline',
    'Signed for',
  ]);
});

test('a launch consent shows every field that is signed', async () => {
  const fields = {
    metadataCid: 'string',
    name: 'string',
    ticker: 'string',
    payout: 'address',
    owners: 'address[]',
    split: 'Part[]',
    currency: 'address',
    expiry: 'uint256',
  };
  const described = await describeTypedData(
    {
      domain: { name: 'GigaVibe', version: '1', chainId: 8453 },
      primaryType: 'LaunchConsent',
      types: {
        LaunchConsent: Object.entries(fields).map(([name, type]) => ({ name, type })),
        Part: [
          { name: 'account', type: 'address' },
          { name: 'bps', type: 'uint16' },
        ],
      },
      message: {
        metadataCid: 'bafkrei',
        name: 'Night bus home',
        ticker: 'NIGHTBUS',
        payout: OWN,
        owners: [OTHER, COIN],
        split: [
          { account: OWN, bps: 7000 },
          { account: OTHER, bps: 3000 },
        ],
        currency: zeroAddress,
        expiry: String(NOW + 86_400),
      },
    },
    reading,
  );
  expect(described.title).toBe('Launch coin Night bus home ($NIGHTBUS)');
  expect(described.facts).toEqual([
    { label: 'Metadata CID', value: 'bafkrei' },
    { label: 'Name', value: 'Night bus home' },
    { label: 'Ticker', value: 'NIGHTBUS' },
    { label: 'Payout', value: 'your wallet (0x5555…5555)' },
    { label: 'Owners 1', value: OTHER },
    { label: 'Owners 2', value: COIN },
    { label: 'Split 1 · account', value: 'your wallet (0x5555…5555)' },
    { label: 'Split 1 · bps', value: '70 %' },
    { label: 'Split 2 · account', value: OTHER },
    { label: 'Split 2 · bps', value: '30 %' },
    { label: 'Currency', value: 'ETH' },
    { label: 'Expiry', value: '2027-01-16 08:00 UTC (in 24 hours)' },
    { label: 'Signed for', value: 'GigaVibe' },
  ]);
});

test('signing in names the site, and warns of another one', () => {
  const siwe = (domain: string) =>
    createSiweMessage({
      domain,
      address: OTHER,
      uri: `https://${domain}/`,
      version: '1',
      chainId: 10,
      nonce: 'abcdefgh12345678',
    });
  const own = { appName: 'GigaVibe', appHost: 'app.example' };
  expect(describeMessage(siwe('app.example'), own)).toMatchObject({ title: 'Sign in to GigaVibe' });
  expect(describeMessage(siwe('bank.example'), own)).toMatchObject({
    title: 'Sign in to bank.example',
    warning: expect.stringContaining('another site'),
  });
  expect(describeMessage('0x68656c6c6f', own)).toMatchObject({ title: 'Sign a message', facts: [{ value: 'hello' }] });
});

test('amounts are never rounded up and small ones keep their digits', () => {
  expect(readableAmount(1_999_999_999_999_999_999n, 18)).toBe('1.9999');
  expect(readableAmount(1234567n * 10n ** 18n, 18)).toBe('1,234,567');
  expect(readableAmount(123_456n, 18)).toBe('0.0000000000001234');
  expect(readableAmount(0n, 18)).toBe('0');
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), amount => {
      const shown = parseUnits(readableAmount(amount, 18).replaceAll(',', ''), 18);
      expect(shown <= amount).toBe(true);
      expect(amount - shown <= amount / 1000n).toBe(true);
    }),
    { seed: 7 },
  );
});

test('unknown tokens are named by their address; times are rounded to words', async () => {
  expect(await describeAmount(5n, OTHER, lookUp)).toBe(`5 units of ${OTHER}`);
  expect([timeLeft(NOW + 1, NOW), timeLeft(NOW + 1800, NOW), timeLeft(NOW + 86_400, NOW), timeLeft(NOW + 259_200, NOW)]).toEqual([
    '1 second',
    '30 minutes',
    '24 hours',
    '3 days',
  ]);
});

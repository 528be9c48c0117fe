import fc from 'fast-check';
import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, parseAbi, parseAbiParameters } from 'viem';
import { describe, expect, it } from 'vitest';
import { ETH, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import { checkPermit, decodeTradeCall, type ExpectedTrade, type TradeCall } from './trade-call.ts';

const coin: Address = '0x00000000000000000000000000000000000c0101';
const trader: Address = '0x00000000000000000000000000000000000face5';
const thief: Address = '0x0000000000000000000000000000000000bad0ff';
const hook: Address = '0x0469a4bd3724dc86c9542f4694c976da13c450c0';
const CALLER: Address = '0x0000000000000000000000000000000000000001';
const ROUTER: Address = '0x0000000000000000000000000000000000000002';
const key = { currency0: ETH, currency1: coin, fee: 0x800000, tickSpacing: 200, hooks: hook };

const execute = parseAbi(['function execute(bytes commands, bytes[] inputs, uint256 deadline) payable']);
const bytesOf = (codes: number[]) => `0x${codes.map(code => code.toString(16).padStart(2, '0')).join('')}` as Hex;
const router = (steps: [number, Hex][], deadline = 99n): Hex =>
  encodeFunctionData({ abi: execute, args: [bytesOf(steps.map(s => s[0])), steps.map(s => s[1]), deadline] });
const plan = (actions: [number, Hex][]): [number, Hex] => [
  0x10,
  encodeAbiParameters(parseAbiParameters('bytes, bytes[]'), [bytesOf(actions.map(a => a[0])), actions.map(a => a[1])]),
];
const swap = (zeroForOne: boolean, amountIn: bigint, minimum: bigint, poolKey = key): [number, Hex] => [
  0x06,
  encodeAbiParameters(
    parseAbiParameters([
      'Swap swap',
      'struct Swap { PoolKey poolKey; bool zeroForOne; uint128 amountIn; uint128 amountOutMinimum; bytes hookData; }',
      'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }',
    ]),
    [{ poolKey, zeroForOne, amountIn, amountOutMinimum: minimum, hookData: '0x' }],
  ),
];
const amountOf = (code: number, token: Address, amount: bigint): [number, Hex] => [
  code,
  encodeAbiParameters(parseAbiParameters('address, uint256'), [token, amount]),
];
const settle = (token: Address, amount: bigint, byCaller: boolean): [number, Hex] => [
  0x0b,
  encodeAbiParameters(parseAbiParameters('address, uint256, bool'), [token, amount, byCaller]),
];
const toWhom = (code: number, token: Address, recipient: Address, amount: bigint): [number, Hex] => [
  code,
  encodeAbiParameters(parseAbiParameters('address, address, uint256'), [token, recipient, amount]),
];
const permit = (token: Address, spender: Address, amount: bigint): [number, Hex] => [
  0x0a,
  encodeAbiParameters(
    parseAbiParameters([
      'Permit permit, bytes signature',
      'struct Permit { Details details; address spender; uint256 sigDeadline; }',
      'struct Details { address token; uint160 amount; uint48 expiration; uint48 nonce; }',
    ]),
    [{ details: { token, amount, expiration: 9, nonce: 0 }, spender, sigDeadline: 9n }, '0x1234'],
  ),
];

const buy: ExpectedTrade = { trader, tokenIn: ETH, tokenOut: coin, amountIn: 1000n, minimumOut: 500n };
const sell: ExpectedTrade = { trader, tokenIn: coin, tokenOut: ETH, amountIn: 1000n, minimumOut: 500n };
const plainBuy = (amountIn = 1000n, minimum = 500n) =>
  router([plan([swap(true, amountIn, minimum), amountOf(0x0c, ETH, amountIn), amountOf(0x0f, coin, minimum)])]);
const plainSell = (take: [number, Hex] = amountOf(0x0f, ETH, 500n)) =>
  router([permit(coin, UNIVERSAL_ROUTER, 1000n), plan([swap(false, 1000n, 500n), amountOf(0x0c, coin, 1000n), take])]);
const asked = (data: Hex, value: bigint, target = UNIVERSAL_ROUTER): TradeCall => ({ target, data, value });
const field = (call: TradeCall, expected: ExpectedTrade) => {
  const checked = decodeTradeCall(call, expected);
  return checked.ok ? 'ok' : checked.difference.field;
};

describe('calldata of a trade', () => {
  it('passes when it is what the screen said', () => {
    expect(decodeTradeCall(asked(plainBuy(), 1000n), buy)).toEqual({ ok: true, minimumOut: 500n, deadline: 99n });
    expect(field(asked(plainSell(), 0n), sell)).toBe('ok');
    expect(field(asked(plainSell(toWhom(0x0e, ETH, trader, 0n)), 0n), sell)).toBe('ok');
  });

  it('passes when ETH comes out through WETH or a sweep', () => {
    const throughWeth = { ...key, currency0: WETH };
    const swapped = plan([swap(false, 1000n, 500n, throughWeth), amountOf(0x0c, coin, 1000n), toWhom(0x0e, WETH, ROUTER, 0n)]);
    const unwrap: [number, Hex] = [0x0c, encodeAbiParameters(parseAbiParameters('address, uint256'), [CALLER, 500n])];
    expect(field(asked(router([swapped, unwrap]), 0n), sell)).toBe('ok');
    const swept = plan([swap(false, 1000n, 0n), amountOf(0x0c, coin, 1000n), toWhom(0x0e, ETH, ROUTER, 0n)]);
    expect(field(asked(router([swept, toWhom(0x04, ETH, trader, 500n)]), 0n), sell)).toBe('ok');
  });

  it('names each difference', () => {
    expect(field(asked(plainBuy(), 1000n, thief), buy)).toBe('target');
    expect(field(asked(plainBuy(), 1001n), buy)).toBe('value');
    expect(field(asked(plainSell(), 1n), sell)).toBe('value');
    expect(field(asked(plainBuy(1001n), 1000n), buy)).toBe('amount in');
    expect(field(asked(plainBuy(999n), 1000n), buy)).toBe('amount in');
    expect(field(asked(plainBuy(1000n, 499n), 1000n), buy)).toBe('minimum out');
    expect(field(asked(plainBuy(), 1000n), { ...buy, tokenOut: thief })).toBe('token out');
    expect(field(asked(plainSell(toWhom(0x0e, ETH, thief, 0n)), 0n), sell)).toBe('recipient');
    expect(field(asked(plainSell(toWhom(0x0e, ETH, ROUTER, 0n)), 0n), sell)).toBe('recipient');
    expect(field(asked(router([plan([swap(true, 1000n, 500n), amountOf(0x0c, ETH, 1000n)])]), 1000n), buy)).toBe('recipient');
    expect(field(asked(router([permit(coin, thief, 1000n), plan([swap(false, 1000n, 500n)])]), 0n), sell)).toBe('permit');
    expect(field(asked('0xdeadbeef', 1000n), buy)).toBe('calldata');
  });

  it('passes over several pools, in either version of the router, and refuses what stays behind on the way', () => {
    const zora: Address = '0x1111111111166b7fe7bd91427724b487980afc69';
    const hop = (to: Address) => ({ intermediateCurrency: to, fee: 3000n, tickSpacing: 60, hooks: hook, hookData: '0x' as Hex });
    const pathKey =
      'struct PathKey { address intermediateCurrency; uint256 fee; int24 tickSpacing; address hooks; bytes hookData; }';
    const amountIn = 10n ** 16n;
    const common = { currencyIn: ETH, path: [hop(zora), hop(coin)], amountIn, amountOutMinimum: 500n };
    const older = (change: Partial<typeof common> = {}): Hex =>
      encodeAbiParameters(
        parseAbiParameters([
          'Swap swap',
          'struct Swap { address currencyIn; PathKey[] path; uint128 amountIn; uint128 amountOutMinimum; }',
          pathKey,
        ]),
        [{ ...common, ...change }],
      );
    const newer = encodeAbiParameters(
      parseAbiParameters([
        'Swap swap',
        'struct Swap { address currencyIn; PathKey[] path; uint256[] maxHopSlippage; uint128 amountIn; uint128 amountOutMinimum; }',
        pathKey,
      ]),
      [{ ...common, maxHopSlippage: [] }],
    );
    const over = (path: Hex, least: bigint, amount = amountIn) =>
      asked(router([plan([[0x07, path], amountOf(0x0c, ETH, amount), amountOf(0x0f, coin, least)])]), amount);
    const bought = { ...buy, amountIn };
    for (const path of [older(), newer]) {
      expect(field(over(path, 500n), bought)).toBe('ok');
      expect(field(over(path, 500n), { ...bought, minimumOut: 501n })).toBe('minimum out');
    }
    // A router of version 2.0 reads the longer layout otherwise: the amount as the floor, and a few wei as the amount. Only what is taken out holds the floor then.
    expect(field(over(older(), 0n), bought)).toBe('ok');
    expect(field(over(newer, 0n), bought)).toBe('minimum out');
    // A router of version 2.1 reads the shorter one otherwise, unless its amount can be no place in the call.
    expect(field(over(older({ amountIn: 1000n }), 500n, 1000n), buy)).toBe('calldata');
    // Elsewhere than where it always is, its layout could be taken for the other one.
    const moved = `0x${'40'.padStart(64, '0')}${'80'.padStart(64, '0')}${newer.slice(66)}` as Hex;
    expect(field(over(moved, 500n), bought)).toBe('calldata');
    // ETH as WETH over a v3 pool to ZORA, then over v4 to the coin.
    const v3 = (recipient: Address, payer = false): [number, Hex] => [
      0x00,
      encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool'), [
        recipient,
        1000n,
        0n,
        `0x${WETH.slice(2)}000bb8${zora.slice(2)}`,
        payer,
      ]),
    ];
    const wrap: [number, Hex] = [0x0b, encodeAbiParameters(parseAbiParameters('address, uint256'), [ROUTER, 1000n])];
    const [low, high] = coin < zora ? [coin, zora] : [zora, coin];
    const second = (amountIn: bigint, payer = false) =>
      plan([
        swap(low === zora, amountIn, 500n, { ...key, currency0: low, currency1: high }),
        settle(zora, 2n ** 255n, payer),
        amountOf(0x0f, coin, 500n),
      ]);
    expect(field(asked(router([wrap, v3(ROUTER), second(0n)]), 1000n), buy)).toBe('ok');
    expect(field(asked(router([wrap, v3(ROUTER), second(7n)]), 1000n), buy)).toBe('amount in');
    expect(field(asked(router([wrap, v3(thief), second(0n)]), 1000n), buy)).toBe('recipient');
    expect(field(asked(router([wrap, v3(ROUTER)]), 1000n), buy)).toBe('token out');
    expect(field(asked(router([second(0n)]), 1000n), buy)).toBe('token in');
    // The wallet's own ZORA or WETH, while what came along stays with the router.
    expect(field(asked(router([wrap, v3(ROUTER), second(0n, true)]), 1000n), buy)).toBe('token in');
    expect(field(asked(router([wrap, v3(ROUTER, true), second(0n)]), 1000n), buy)).toBe('token in');
  });

  it('refuses what leaves a part with the router, from where anybody takes it', () => {
    const bought = (...rest: [number, Hex][]) =>
      asked(router([plan([swap(true, 1000n, 500n), amountOf(0x0c, ETH, 1000n), ...rest])]), 1000n);
    expect(field(bought(toWhom(0x0e, coin, ROUTER, 499n), amountOf(0x0f, coin, 1n)), buy)).toBe('recipient');
    expect(field(bought(amountOf(0x0f, coin, 1n), toWhom(0x0e, coin, ROUTER, 499n)), buy)).toBe('recipient');
    const sold = (...steps: [number, Hex][]) => asked(router([plan(steps)]), 0n);
    const pay = settle(coin, 1000n, true);
    const take = amountOf(0x0f, ETH, 500n);
    expect(field(sold(pay, swap(false, 1000n, 500n), take), sell)).toBe('ok');
    // Paid twice: the second time for the router, or for a swap without a floor.
    expect(field(sold(pay, pay, swap(false, 1000n, 500n), take, toWhom(0x0e, coin, ROUTER, 0n)), sell)).toBe('recipient');
    expect(field(sold(pay, pay, swap(false, 1000n, 500n), swap(false, 0n, 0n), take), sell)).toBe('amount in');
    expect(field(sold(pay, pay, swap(false, 1000n, 500n), take, toWhom(0x0e, coin, trader, 0n)), sell)).toBe('ok');
    // Paid with the wallet's WETH, while its ETH stays behind.
    const throughWeth = swap(true, 1000n, 500n, { ...key, currency0: WETH });
    const withWeth = (byCaller: boolean) =>
      asked(router([wrapped, plan([throughWeth, settle(WETH, 1000n, byCaller), amountOf(0x0f, coin, 500n)])]), 1000n);
    const wrapped: [number, Hex] = [0x0b, encodeAbiParameters(parseAbiParameters('address, uint256'), [ROUTER, 1000n])];
    expect(field(withWeth(false), buy)).toBe('ok');
    expect(field(withWeth(true), buy)).toBe('token in');
  });

  it('refuses a permit for another amount than is sold', () => {
    const more = router([
      permit(coin, UNIVERSAL_ROUTER, 1001n),
      plan([swap(false, 1000n, 500n), amountOf(0x0c, coin, 1000n), amountOf(0x0f, ETH, 500n)]),
    ]);
    expect(field(asked(more, 0n), sell)).toBe('permit');
  });

  it('refuses every command and action that a plain trade does not need', () => {
    const allowed = new Set([0x00, 0x04, 0x0a, 0x0b, 0x0c, 0x10]);
    for (let command = 0; command < 256; command++) {
      if (allowed.has(command)) continue;
      const extra: [number, Hex] = [command, toWhom(0, coin, trader, 1n)[1]];
      const data = router([extra, plan([swap(true, 1000n, 500n), amountOf(0x0c, ETH, 1000n), amountOf(0x0f, coin, 500n)])]);
      expect(field(asked(data, 1000n), buy)).toBe('calldata');
    }
    const actions = new Set([0x06, 0x07, 0x0b, 0x0c, 0x0e, 0x0f]);
    for (let action = 0; action < 256; action++) {
      if (actions.has(action)) continue;
      const data = router([
        plan([[action, toWhom(0, coin, trader, 1n)[1]], swap(true, 1000n, 500n), amountOf(0x0f, coin, 500n)]),
      ]);
      expect(field(asked(data, 1000n), buy)).toBe('calldata');
    }
  });

  it('never lets a changed byte send money elsewhere or lower the floor', () => {
    const clean = plainBuy();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: clean.length / 2 - 2 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const start = 2 + at * 2;
        const byte = (Number.parseInt(clean.slice(start, start + 2), 16) ^ flip).toString(16).padStart(2, '0');
        const changed = `${clean.slice(0, start)}${byte}${clean.slice(start + 2)}` as Hex;
        const checked = decodeTradeCall(asked(changed, 1000n), buy);
        if (checked.ok) expect(checked.minimumOut).toBeGreaterThanOrEqual(500n);
      }),
      { seed: 14, numRuns: 600 },
    );
  });

  it('checks the permit that a wallet signs before a sale', () => {
    const good = { details: { token: coin, amount: 1000n }, spender: UNIVERSAL_ROUTER };
    expect(checkPermit(good, sell).ok).toBe(true);
    expect(checkPermit({ ...good, spender: thief }, sell).ok).toBe(false);
    expect(checkPermit({ ...good, details: { token: thief, amount: 1000n } }, sell).ok).toBe(false);
    expect(checkPermit({ ...good, details: { token: coin, amount: 999n } }, sell).ok).toBe(false);
  });
});

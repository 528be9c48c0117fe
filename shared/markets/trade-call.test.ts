import fc from 'fast-check';
import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, parseAbi, parseAbiParameters } from 'viem';
import { describe, expect, it } from 'vitest';
import { ETH, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import { decodeRouterCall } from './router-call.ts';
import { checkPermit, decodeTradeCall, endTradeCall, TRADE_SECONDS, type TradeCall } from './trade-call.ts';
import type { ExpectedTrade } from './trade-walk.ts';

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
const swap = (zeroForOne: boolean, amountIn: bigint, minimum: bigint, poolKey = key, hookData: Hex = '0x'): [number, Hex] => [
  0x06,
  encodeAbiParameters(
    parseAbiParameters([
      'Swap swap',
      'struct Swap { PoolKey poolKey; bool zeroForOne; uint128 amountIn; uint128 amountOutMinimum; bytes hookData; }',
      'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }',
    ]),
    [{ poolKey, zeroForOne, amountIn, amountOutMinimum: minimum, hookData }],
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

/** With one byte changed. */
function flipped(data: Hex, at: number, flip: number): Hex {
  const start = 2 + at * 2;
  const byte = (Number.parseInt(data.slice(start, start + 2), 16) ^ flip).toString(16).padStart(2, '0');
  return `${data.slice(0, start)}${byte}${data.slice(start + 2)}` as Hex;
}

describe('calldata of a trade', () => {
  it('passes when it is what the screen said', () => {
    expect(decodeTradeCall(asked(plainBuy(), 1000n), buy)).toEqual({ ok: true, minimumOut: 500n });
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
    // A router of version 2.0 reads the longer layout otherwise: the amount as the floor, and a few wei as the amount. Only what
    // is taken out holds the floor then.
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

  it('passes as Zora sells: the coins go to the router at once, over two pools, and come out as ETH', () => {
    const zora: Address = '0x1111111111166b7fe7bd91427724b487980afc69';
    const [low, high] = coin < zora ? [coin, zora] : [zora, coin];
    const pool = { ...key, currency0: low, currency1: high };
    const move = (token = coin, amount = 1000n, recipient = UNIVERSAL_ROUTER) => toWhom(0x02, token, recipient, amount);
    const first = (pay: [number, Hex], amountIn = 1000n, rest: [number, Hex][] = []) =>
      plan([pay, swap(low === coin, amountIn, 0n, pool), toWhom(0x0e, zora, ROUTER, 0n), ...rest]);
    const second: [number, Hex] = [
      0x00,
      encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool'), [
        ROUTER,
        2n ** 255n,
        0n,
        `0x${zora.slice(2)}000bb8${WETH.slice(2)}`,
        false,
      ]),
    ];
    const out: [number, Hex] = [0x0c, encodeAbiParameters(parseAbiParameters('address, uint256'), [trader, 500n])];
    const own = settle(coin, 1000n, false);
    const may = permit(coin, UNIVERSAL_ROUTER, 1000n);
    const sold = (...steps: [number, Hex][]) => field(asked(router([may, ...steps]), 0n), sell);
    expect(sold(move(), first(own), second, out)).toBe('ok');
    expect(sold(move(coin, 1000n, ROUTER), first(settle(coin, 2n ** 255n, false), 0n), second, out)).toBe('ok');
    expect(sold(move(coin, 1001n), first(own), second, out)).toBe('amount in');
    expect(sold(move(coin, 999n), first(own), second, out)).toBe('amount in');
    expect(sold(move(coin, 1000n, thief), first(own), second, out)).toBe('recipient');
    expect(sold(move(zora), first(own), second, out)).toBe('token in');
    // Twice out of the wallet: what the router keeps of it is anybody's.
    expect(sold(move(), move(), first(own), second, out)).toBe('amount in');
    expect(sold(move(), first(settle(coin, 1000n, true)), second, out)).toBe('amount in');
    expect(sold(first(settle(coin, 1000n, true)), move(), second, out)).toBe('amount in');
    // "All that is there" while most of it stays with the router.
    expect(sold(move(), first(settle(coin, 1n, false), 0n), second, out)).toBe('amount in');
    expect(sold(move(), first(own, 1000n, [swap(low === coin, 0n, 0n, pool)]), second, out)).toBe('amount in');
    // Nothing of it is for a trade that is paid with ETH.
    expect(field(asked(router([move(ETH), plan([swap(true, 1000n, 500n), amountOf(0x0f, coin, 500n)])]), 1000n), buy)).toBe(
      'token in',
    );
  });

  it('lets nobody tell the hooks of the pools a word', () => {
    const referred: Hex = `0x${thief.slice(2).padStart(64, '0')}`;
    const told = (hookData: Hex) =>
      asked(
        router([plan([swap(true, 1000n, 500n, key, hookData), amountOf(0x0c, ETH, 1000n), amountOf(0x0f, coin, 500n)])]),
        1000n,
      );
    expect(field(told('0x'), buy)).toBe('ok');
    expect(field(told(referred), buy)).toBe('hook data');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 96 }), bytes => {
        expect(field(told(`0x${Buffer.from(bytes).toString('hex')}`), buy)).toBe('hook data');
      }),
      { seed: 25, numRuns: 200 },
    );
    // Any byte of the words that say where it is and how long it is.
    const clean = told('0x').data;
    const swapAt = clean.indexOf(swap(true, 1000n, 500n)[1].slice(2));
    fc.assert(
      fc.property(fc.constantFrom(9, 10), fc.nat(31), fc.integer({ min: 1, max: 255 }), (word, at, flip) => {
        const changed = flipped(clean, (swapAt - 2) / 2 + word * 32 + at, flip);
        expect(['hook data', 'calldata']).toContain(field(asked(changed, 1000n), buy));
      }),
      { seed: 25, numRuns: 400 },
    );
    const hop = (to: Address, hookData: Hex) => ({
      intermediateCurrency: to,
      fee: 3000n,
      tickSpacing: 60,
      hooks: hook,
      hookData,
    });
    const path = (hookData: Hex) =>
      encodeAbiParameters(
        parseAbiParameters([
          'Swap swap',
          'struct Swap { address currencyIn; PathKey[] path; uint128 amountIn; uint128 amountOutMinimum; }',
          'struct PathKey { address intermediateCurrency; uint256 fee; int24 tickSpacing; address hooks; bytes hookData; }',
        ]),
        [{ currencyIn: ETH, path: [hop(thief, '0x'), hop(coin, hookData)], amountIn: 10n ** 16n, amountOutMinimum: 500n }],
      );
    const over = (hookData: Hex) =>
      field(
        asked(router([plan([[0x07, path(hookData)], amountOf(0x0c, ETH, 10n ** 16n), amountOf(0x0f, coin, 500n)])]), 10n ** 16n),
        { ...buy, amountIn: 10n ** 16n },
      );
    expect([over('0x'), over(referred)]).toEqual(['ok', 'hook data']);
  });

  it('is sent with an end, whatever the answer says of one', () => {
    const now = 1_800_000_000n;
    const latest = now + BigInt(TRADE_SECONDS);
    const ended = (data: Hex) => {
      const sent = endTradeCall(asked(data, 1000n), now);
      return sent.ok ? decodeRouterCall(sent.call.data) : sent.difference.field;
    };
    const steps = plan([swap(true, 1000n, 500n), amountOf(0x0c, ETH, 1000n), amountOf(0x0f, coin, 500n)]);
    // As Zora answers: without an end, and with four bytes behind.
    const endless = encodeFunctionData({
      abi: parseAbi(['function execute(bytes commands, bytes[] inputs) payable']),
      args: [bytesOf([steps[0]]), [steps[1]]],
    });
    expect(field(asked(`${endless}deadbeef`, 1000n), buy)).toBe('ok');
    expect(ended(`${endless}deadbeef`)).toEqual({ ...decodeRouterCall(plainBuy()), deadline: latest });
    const sent = endTradeCall(asked(`${endless}deadbeef`, 1000n), now);
    expect(sent.ok && sent.call).toEqual(asked(router([steps], latest), 1000n));
    expect(ended(router([steps], now))).toBe('deadline');
    expect(ended(router([steps], now + 30n))).toMatchObject({ deadline: now + 30n });
    // A changed byte of it ends the trade sooner, or is refused.
    const clean = router([steps], now + 300n);
    fc.assert(
      fc.property(fc.nat(31), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const found = ended(flipped(clean, 4 + 64 + at, flip));
        if (found === 'deadline') return;
        expect(typeof found === 'object' && found.deadline !== null && found.deadline > now && found.deadline <= latest).toBe(
          true,
        );
      }),
      { seed: 26, numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), deadline => {
        const found = ended(router([steps], deadline));
        expect(found).toEqual(
          deadline <= now ? 'deadline' : expect.objectContaining({ deadline: deadline < latest ? deadline : latest }),
        );
      }),
      { seed: 26, numRuns: 400 },
    );
    expect(ended('0xdeadbeef')).toBe('calldata');
  });

  it('refuses a permit for another amount than is sold', () => {
    const more = router([
      permit(coin, UNIVERSAL_ROUTER, 1001n),
      plan([swap(false, 1000n, 500n), amountOf(0x0c, coin, 1000n), amountOf(0x0f, ETH, 500n)]),
    ]);
    expect(field(asked(more, 0n), sell)).toBe('permit');
  });

  it('refuses every command and action that a plain trade does not need', () => {
    const allowed = new Set([0x00, 0x02, 0x04, 0x0a, 0x0b, 0x0c, 0x10]);
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
        const checked = decodeTradeCall(asked(flipped(clean, at, flip), 1000n), buy);
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

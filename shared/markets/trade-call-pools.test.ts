import type { Address, Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { ETH, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import {
  amountOf,
  asked,
  buy,
  coin,
  field,
  hop,
  key,
  permit,
  plan,
  ROUTER,
  router,
  type Step,
  sell,
  settle,
  swap,
  swapPath,
  swapPathNewer,
  swapV3,
  thief,
  toWhom,
  trader,
  unwrapped,
  wrapped,
  zora,
} from './testing/router-calls.ts';

describe('calldata of a trade over several pools', () => {
  it('passes over several pools, in either version of the router, and refuses what stays behind on the way', () => {
    const amountIn = 10n ** 16n;
    const common = { currencyIn: ETH, path: [hop(zora), hop(coin)], amountIn, amountOutMinimum: 500n };
    const older = (change: Partial<typeof common> = {}) => swapPath({ ...common, ...change });
    const newer = swapPathNewer(common);
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
    const v3 = (recipient: Address, byCaller = false) => swapV3(WETH, zora, recipient, 1000n, byCaller);
    const wrap = wrapped(1000n);
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
    const bought = (...rest: Step[]) =>
      asked(router([plan([swap(true, 1000n, 500n), amountOf(0x0c, ETH, 1000n), ...rest])]), 1000n);
    expect(field(bought(toWhom(0x0e, coin, ROUTER, 499n), amountOf(0x0f, coin, 1n)), buy)).toBe('recipient');
    expect(field(bought(amountOf(0x0f, coin, 1n), toWhom(0x0e, coin, ROUTER, 499n)), buy)).toBe('recipient');
    const sold = (...steps: Step[]) => asked(router([plan(steps)]), 0n);
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
      asked(router([wrapped(1000n), plan([throughWeth, settle(WETH, 1000n, byCaller), amountOf(0x0f, coin, 500n)])]), 1000n);
    expect(field(withWeth(false), buy)).toBe('ok');
    expect(field(withWeth(true), buy)).toBe('token in');
  });

  it('passes as Zora sells: the coins go to the router at once, over two pools, and come out as ETH', () => {
    const [low, high] = coin < zora ? [coin, zora] : [zora, coin];
    const pool = { ...key, currency0: low, currency1: high };
    const move = (token = coin, amount = 1000n, recipient = UNIVERSAL_ROUTER) => toWhom(0x02, token, recipient, amount);
    const first = (pay: Step, amountIn = 1000n, rest: Step[] = []) =>
      plan([pay, swap(low === coin, amountIn, 0n, pool), toWhom(0x0e, zora, ROUTER, 0n), ...rest]);
    const second = swapV3(zora, WETH, ROUTER, 2n ** 255n);
    const out = unwrapped(trader, 500n);
    const own = settle(coin, 1000n, false);
    const may = permit(coin, UNIVERSAL_ROUTER, 1000n);
    const sold = (...steps: Step[]) => field(asked(router([may, ...steps]), 0n), sell);
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
});

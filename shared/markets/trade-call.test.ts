import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ETH, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import {
  amountOf,
  asked,
  buy,
  CALLER,
  coin,
  field,
  flipped,
  key,
  permit,
  plainBuy,
  plainSell,
  plan,
  ROUTER,
  router,
  type Step,
  sell,
  swap,
  thief,
  toWhom,
  trader,
  unwrapped,
} from './testing/router-calls.ts';
import { checkPermit, decodeTradeCall } from './trade-call.ts';

describe('calldata of a trade', () => {
  it('passes when it is what the screen said', () => {
    expect(decodeTradeCall(asked(plainBuy(), 1000n), buy)).toEqual({ ok: true, minimumOut: 500n });
    expect(field(asked(plainSell(), 0n), sell)).toBe('ok');
    expect(field(asked(plainSell(toWhom(0x0e, ETH, trader, 0n)), 0n), sell)).toBe('ok');
  });

  it('passes when ETH comes out through WETH or a sweep', () => {
    const throughWeth = { ...key, currency0: WETH };
    const swapped = plan([swap(false, 1000n, 500n, throughWeth), amountOf(0x0c, coin, 1000n), toWhom(0x0e, WETH, ROUTER, 0n)]);
    expect(field(asked(router([swapped, unwrapped(CALLER, 500n)]), 0n), sell)).toBe('ok');
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
      const extra: Step = [command, toWhom(0, coin, trader, 1n)[1]];
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

import fc from 'fast-check';
import type { Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { ETH } from './base-contracts.ts';
import {
  amountOf,
  asked,
  buy,
  coin,
  field,
  flipped,
  hop,
  key,
  plan,
  router,
  swap,
  swapPath,
  thief,
} from './testing/router-calls.ts';

describe('calldata of a trade', () => {
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
    const amountIn = 10n ** 16n;
    const path = (hookData: Hex) =>
      swapPath({ currencyIn: ETH, path: [hop(thief), hop(coin, hookData)], amountIn, amountOutMinimum: 500n });
    const over = (hookData: Hex) =>
      field(
        asked(router([plan([[0x07, path(hookData)], amountOf(0x0c, ETH, amountIn), amountOf(0x0f, coin, 500n)])]), amountIn),
        { ...buy, amountIn },
      );
    expect([over('0x'), over(referred)]).toEqual(['ok', 'hook data']);
  });
});

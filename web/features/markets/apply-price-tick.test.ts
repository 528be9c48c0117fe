import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPriceTick, isOlder } from './apply-price-tick.ts';
import type { PriceTick } from './coin.ts';
import { coinFixture } from './testing/coin-fixture.ts';

const coin = coinFixture({ position: { block: 10, logIndex: 3 } });

function tickAt(block: number, logIndex: number, change: Partial<PriceTick> = {}): PriceTick {
  const price = BigInt(block * 1000 + logIndex);
  return {
    address: coin.address,
    price,
    marketCap: price * 1_000_000_000n,
    price24hAgo: 1n,
    volume24h: 5n,
    holders: 2,
    position: { block, logIndex },
    pricedAt: block * 2000,
    ...change,
  };
}

describe('applyPriceTick', () => {
  it('keeps the coin when the tick is older, even in the same block', () => {
    expect(applyPriceTick(coin, tickAt(10, 2))).toBe(coin);
    expect(applyPriceTick(coin, tickAt(9, 99))).toBe(coin);
    expect(isOlder(coin, tickAt(9, 99))).toBe(true);
  });

  it('takes a newer price', () => {
    expect(applyPriceTick(coin, tickAt(10, 4))).toMatchObject({ price: 10_004n, position: { block: 10, logIndex: 4 } });
  });

  it('takes new holders at the same place', () => {
    expect(applyPriceTick(coin, tickAt(10, 3, { holders: 77 })).holders).toBe(77);
  });

  it('ignores another coin', () => {
    expect(applyPriceTick(coin, tickAt(11, 0, { address: `0x${'9'.repeat(40)}` }))).toBe(coin);
  });

  it('ends at the latest tick in whatever order they arrive', () => {
    const places = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
      minLength: 1,
      selector: String,
    });
    fc.assert(
      fc.property(
        places.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const fresh = coinFixture({ position: null });
          const end = shuffled.reduce((now, [block, logIndex]) => applyPriceTick(now, tickAt(block, logIndex)), fresh);
          const [block, logIndex] = [...list].sort((a, b) => a[0] - b[0] || a[1] - b[1]).at(-1) ?? [0, 0];
          expect(end.position).toEqual({ block, logIndex });
          expect(end.price).toBe(BigInt(block * 1000 + logIndex));
        },
      ),
      { seed: 7 },
    );
  });
});

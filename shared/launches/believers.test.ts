import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimBelievers } from './believers.ts';

const people = (weights: readonly bigint[]) => weights.map((weight, i) => ({ person: String(1_000 + i), weight }));
const sum = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);
const amountsOf = (pool: bigint, weights: bigint[], capBps: number) =>
  claimBelievers(pool, people(weights), capBps).claims.map(({ amount }) => amount);

describe('believers', () => {
  it('share by weight, and what the cap takes goes to the others', () => {
    expect(amountsOf(100n, [1n, 1n, 2n], 10_000)).toEqual([50n, 25n, 25n]);
    expect(amountsOf(100n, [8n, 1n, 1n], 5_000)).toEqual([50n, 25n, 25n]);
    expect(claimBelievers(100n, people([1n, 1n]), 1_000)).toMatchObject({ left: 80n });
    expect(claimBelievers(100n, [], 1_000)).toEqual({ claims: [], left: 100n });
    expect(() => claimBelievers(1n, [], 0)).toThrow(/cap/);
  });

  it('and what is left sum to the pool; nobody has more than the cap, nor more than somebody heavier', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { maxLength: 12 });
    const pools = fc.bigInt({ min: 0n, max: 10n ** 24n });
    const caps = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(pools, weights, caps, (pool, list, capBps) => {
        const { claims, left } = claimBelievers(pool, people(list), capBps);
        const cap = (pool * BigInt(capBps)) / 10_000n;
        const all = claims.map(({ amount }) => amount);
        if (sum(all) + left !== pool || left < 0n || all.some(amount => amount > cap || amount < 0n)) return false;
        if (left > 0n && claims.some(({ amount }) => amount < cap)) return false;
        return claims.every(({ amount }, i) => i === 0 || amount <= (claims[i - 1]?.amount ?? 0n));
      }),
      { seed: 8, numRuns: 40_000 },
    );
  });

  it('get the same in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 50n }), { maxLength: 10 }), fc.nat(), (list, turn) => {
        const some = people(list);
        const turned = some.map((_, i) => some[(i + turn) % some.length] ?? { person: '', weight: 0n });
        expect(claimBelievers(10n ** 9n + 7n, turned, 3_000)).toEqual(claimBelievers(10n ** 9n + 7n, some, 3_000));
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});

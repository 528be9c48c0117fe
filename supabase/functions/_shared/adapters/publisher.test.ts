import fc from 'fast-check';
import { expect, it } from 'vitest';
import { feesOver } from './publisher.ts';

const MOST = 2_000_000_000n;
const fees = fc
  .record({ maxFeePerGas: fc.bigInt(1n, MOST), share: fc.bigInt(0n, 100n) })
  .map(({ maxFeePerGas, share }) => ({ maxFeePerGas, maxPriorityFeePerGas: (maxFeePerGas * share) / 100n }));

it('replaces a transaction by more than a tenth in both fees, or leaves it as it is, and never pays too much', () => {
  fc.assert(
    fc.property(fees, fees, (usual, over) => {
      const next = feesOver(usual, over);
      expect(next.maxFeePerGas).toBeLessThanOrEqual(MOST);
      expect(next.maxPriorityFeePerGas).toBeLessThanOrEqual(next.maxFeePerGas);
      const stays = next.maxFeePerGas === over.maxFeePerGas;
      if (stays) expect(next).toEqual(over);
      for (const fee of ['maxFeePerGas', 'maxPriorityFeePerGas'] as const)
        if (!stays) expect(next[fee] * 10n).toBeGreaterThanOrEqual(over[fee] * 11n);
    }),
    { seed: 6 },
  );
});

it('asks the usual for a first one, and no more than the most', () => {
  expect(feesOver({ maxFeePerGas: 6n, maxPriorityFeePerGas: 1n }, null)).toEqual({ maxFeePerGas: 6n, maxPriorityFeePerGas: 1n });
  const dear = { maxFeePerGas: MOST * 3n, maxPriorityFeePerGas: MOST * 2n };
  expect(feesOver(dear, null)).toEqual({ maxFeePerGas: MOST, maxPriorityFeePerGas: MOST });
});

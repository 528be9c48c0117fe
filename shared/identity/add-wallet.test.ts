import fc from 'fast-check';
import { expect, it } from 'vitest';
import { staysFirst } from './add-wallet.ts';

const account = fc.record({ id: fc.uuid(), fid: fc.option(fc.nat()), createdAt: fc.nat(5) });

it('of two accounts the same one stays, whichever side asks: the one that Farcaster knows, else the older', () => {
  fc.assert(
    fc.property(account, account, (a, b) => {
      fc.pre(a.id !== b.id);
      expect(staysFirst(a, b)).toBe(!staysFirst(b, a));
      if (a.fid !== null && b.fid === null) expect(staysFirst(a, b)).toBe(true);
      if (a.fid === null && b.fid === null && a.createdAt < b.createdAt) expect(staysFirst(a, b)).toBe(true);
    }),
    { seed: 8, numRuns: 1_000 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployCall } from './deploy-call.ts';
import { balanceTrouble, checkRules, refuseFee, type WalletLimits, walletRules } from './wallet-policy.ts';

const factory = '0x777777751622c0d3258f214f9df38e35bf45baf3';
const wallet = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
const rules = walletRules(factory, wallet);
const deploy = deployCall(factory, {
  owner: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8',
  payout: wallet,
  uri: 'ipfs://x',
  name: 'Night Bus',
  symbol: 'BUS',
  platformReferrer: wallet,
  salt: `0x${'ab'.repeat(32)}`,
});
const limits: WalletLimits = {
  pausedBecause: null,
  mostPerTransaction: 100n,
  mostPerHour: 250n,
  mostPerDay: 600n,
  leastBalance: 50n,
  mostBalance: 5_000n,
};

describe('what the wallet may do', () => {
  it('is to make a coin at the factory, and to use up a nonce on itself', () => {
    expect(() => checkRules(rules, 'launch', deploy)).not.toThrow();
    expect(() => checkRules(rules, 'fill', { to: wallet, data: '0x', value: 0n })).not.toThrow();
  });

  it.each([
    ['ether along with it', 'launch', { ...deploy, value: 1n }],
    ['another contract', 'launch', { ...deploy, to: wallet }],
    ['another function', 'launch', { ...deploy, data: `0xdeadbeef${deploy.data.slice(10)}` }],
    ['no function', 'launch', { ...deploy, data: '0x' }],
    ['a coin in place of a fill', 'fill', deploy],
    ['ether to itself', 'fill', { to: wallet, data: '0x', value: 1n }],
    ['words to itself', 'fill', { to: wallet, data: '0x00', value: 0n }],
    ['nothing to somebody else', 'fill', { to: factory, data: '0x', value: 0n }],
  ] as const)('is not %s', (_, purpose, call) => {
    expect(() => checkRules(rules, purpose, { ...call, data: call.data as `0x${string}` })).toThrow(/no rule allows/);
  });
});

describe('limits', () => {
  const nothing = { open: 0n, hour: 0n, day: 0n };
  const ask = { mostFee: 100n, held: 0n, balance: 1_000n };

  it('say in words why they refuse', () => {
    expect(refuseFee(limits, nothing, ask)).toBeNull();
    expect(refuseFee({ ...limits, pausedBecause: 'we move the key' }, nothing, ask)).toBe('Launches are paused: we move the key');
    expect(refuseFee(limits, nothing, { ...ask, mostFee: 101n })).toMatch(/too expensive/);
    expect(refuseFee(limits, { open: 0n, hour: 151n, day: 151n }, ask)).toMatch(/within an hour/);
    expect(refuseFee(limits, { open: 0n, hour: 0n, day: 501n }, ask)).toMatch(/within a day/);
    expect(refuseFee(limits, nothing, { ...ask, balance: 99n })).toMatch(/short of funds/);
    expect(refuseFee(limits, { open: 901n, hour: 0n, day: 0n }, ask)).toMatch(/short of funds/);
  });

  it('count the dearest attempt of a nonce alone', () => {
    const spent = { open: 240n, hour: 240n, day: 240n };
    expect(refuseFee(limits, spent, { ...ask, mostFee: 90n, held: 80n })).toBeNull();
    expect(refuseFee(limits, spent, { ...ask, mostFee: 91n, held: 80n })).toMatch(/within an hour/);
    expect(refuseFee(limits, spent, { ...ask, mostFee: 50n, held: 80n })).toBeNull();
  });

  it('are never crossed by what was paid in any hour or day, however commitments and receipts fall', () => {
    const step = fc.record({
      passes: fc.integer({ min: 0, max: 7_000 }),
      act: fc.constantFrom('ask', 'ask', 'raise', 'settle'),
      fee: fc.bigInt({ min: 1n, max: 130n }),
      which: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), steps => {
        const nonces: { most: bigint; paid: bigint; at: number | null }[] = [];
        let now = 0;
        for (const { passes, act, fee, which } of steps) {
          now += passes;
          const open = nonces.filter(nonce => nonce.at === null);
          const one = open[which % Math.max(open.length, 1)];
          const since = (seconds: number) =>
            nonces.reduce((sum, { most, paid, at }) => sum + (at === null ? most : at > now - seconds ? paid : 0n), 0n);
          const spent = { open: open.reduce((sum, { most }) => sum + most, 0n), hour: since(3_600), day: since(86_400) };
          // Chosen out of what was committed, since no receipt says more.
          if (act === 'settle' && one) Object.assign(one, { at: now, paid: fee % (one.most + 1n) });
          if (act === 'ask' && refuseFee(limits, spent, { mostFee: fee, held: 0n, balance: 10_000n }) === null)
            nonces.push({ most: fee, paid: 0n, at: null });
          if (act === 'raise' && one && refuseFee(limits, spent, { mostFee: fee, held: one.most, balance: 10_000n }) === null)
            if (fee > one.most) one.most = fee;
        }
        const settled = nonces.map(({ most, paid, at }) => (at === null ? { paid: most, at: now } : { paid, at }));
        for (const [seconds, most] of [
          [3_600, limits.mostPerHour],
          [86_400, limits.mostPerDay],
        ] as const) {
          for (const { at: end } of settled) {
            const paid = settled.filter(({ at }) => at <= end && at > end - seconds);
            expect(paid.reduce((sum, nonce) => sum + nonce.paid, 0n)).toBeLessThanOrEqual(most);
          }
        }
      }),
      { seed: 31, numRuns: 400 },
    );
  });
});

describe('the balance', () => {
  it('is a trouble when there is too little or too much', () => {
    expect(balanceTrouble(limits, 50n)).toBeNull();
    expect(balanceTrouble(limits, 5_000n)).toBeNull();
    expect(balanceTrouble(limits, 49n)).toMatch(/Top it up/);
    expect(balanceTrouble(limits, 5_001n)).toMatch(/Move the rest away/);
    expect(balanceTrouble({ ...limits, pausedBecause: 'a drill' }, 100n)).toBe('Switched off: a drill');
  });
});

import type { Address } from 'viem';
import { describe, expect, it } from 'vitest';
import { checkSplitterCall } from './launch-call.ts';
import { checkSplit } from './split.ts';
import { payoutOf, splitterCall } from './splitter.ts';
import { checkRules, walletRules } from './wallet-policy.ts';

const [a, b, c] = ['aa', 'bb', 'cc'].map(pair => `0x${pair.repeat(20)}` as Address) as [Address, Address, Address];
const split = checkSplit([
  { account: a, bps: 7_000 },
  { account: b, bps: 3_000 },
]);
const call = splitterCall(split);

describe('the call that makes a splitter', () => {
  it('passes its own check and the wallet’s rules', () => {
    expect(() => checkSplitterCall(call, split, payoutOf(split))).not.toThrow();
    expect(() => checkRules(walletRules(c, c), 'split', call)).not.toThrow();
    expect(() => checkRules(walletRules(c, c), 'launch', call)).toThrow('no rule allows');
  });

  it.each([
    ['another contract', { ...call, to: c }, split, payoutOf(split)],
    ['ether', { ...call, value: 1n }, split, payoutOf(split)],
    ['other calldata', { ...call, data: '0xdeadbeef' as const }, split, payoutOf(split)],
    [
      'other parts',
      splitterCall(
        checkSplit([
          { account: a, bps: 7_000 },
          { account: c, bps: 3_000 },
        ]),
      ),
      split,
      payoutOf(split),
    ],
    ['a splitter that the coin does not pay', call, split, c],
  ])('is refused with %s', (_, asked, parts, payout) => {
    expect(() => checkSplitterCall(asked, parts, payout)).toThrow('does not sign this');
  });
});

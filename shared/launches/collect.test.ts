import fc from 'fast-check';
import { type Address, decodeFunctionData, encodeAbiParameters, encodeEventTopics, multicall3Abi } from 'viem';
import { describe, expect, it } from 'vitest';
import { type Claim, collectCall, paidBy } from './collect.ts';
import { PAYOUT_SPLITTER_ABI } from './splitter.ts';

const MULTICALL: Address = '0xca11bde05977b3631167028862be2a173976ca11';
/** Few, so that claims share splitters, tokens and accounts. */
const address = fc.integer({ min: 1, max: 4 }).map(n => `0x${String(n).repeat(40)}` as Address);
const claims = fc.uniqueArray(fc.record<Claim>({ splitter: address, token: address, account: address }), {
  minLength: 1,
  maxLength: 12,
  selector: ({ splitter, token, account }) => splitter + token + account,
});
const released = ({ splitter, token, account }: Claim, amount: bigint) => ({
  address: splitter,
  topics: encodeEventTopics({ abi: PAYOUT_SPLITTER_ABI, eventName: 'Released', args: { token, account } }) as `0x${string}`[],
  data: encodeAbiParameters([{ type: 'uint256' }], [amount]),
});

describe('collectCall', () => {
  it('asks each splitter for exactly its claims, without a value, all or nothing', () => {
    fc.assert(
      fc.property(claims, own => {
        const call = collectCall(own, MULTICALL);
        expect(call.value).toBe(0n);
        const asked =
          call.to === MULTICALL
            ? decodeFunctionData({ abi: multicall3Abi, data: call.data }).args?.[0]
            : [{ target: call.to, allowFailure: false, callData: call.data }];
        const read = (asked as { target: Address; allowFailure: boolean; callData: `0x${string}` }[]).map(each => {
          expect(each.allowFailure).toBe(false);
          const { functionName, args } = decodeFunctionData({ abi: PAYOUT_SPLITTER_ABI, data: each.callData });
          expect(functionName).toBe('release');
          return [each.target, args[0], args[1]].map(part => String(part).toLowerCase());
        });
        expect(read).toEqual(own.map(({ splitter, token, account }) => [splitter, token, account]));
      }),
      { seed: 5, numRuns: 30 },
    );
  });
});

describe('paidBy', () => {
  it('counts what the own splitters paid to the own accounts, and nothing that others claim', () => {
    fc.assert(
      fc.property(
        claims,
        claims,
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 30n }), { minLength: 12, maxLength: 12 }),
        (own, others, amounts) => {
          const known = new Set(own.map(({ splitter, token, account }) => splitter + token + account));
          const strangers = others.filter(({ splitter, token, account }) => !known.has(splitter + token + account));
          const logs = [
            ...own.map((claim, i) => released(claim, amounts[i] ?? 1n)),
            ...strangers.map(claim => released(claim, 7n)),
          ];
          expect(paidBy(logs, own).map(({ amount }) => amount)).toEqual(own.map((_, i) => amounts[i] ?? 1n));
          expect(paidBy(logs.slice(own.length), own)).toEqual([]);
        },
      ),
      { seed: 6, numRuns: 30 },
    );
  });
});

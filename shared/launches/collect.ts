import { type Address, encodeFunctionData, type Hex, multicall3Abi, parseEventLogs } from 'viem';
import { sameHex } from '../kernel/hex.ts';
import { PAYOUT_SPLITTER_ABI } from './splitter.ts';

/** One account's part of one currency in one splitter. The zero address as token is ether. All in lower case. */
export type Claim = { splitter: Address; token: Address; account: Address };
/** A claim with what the contract would pay for it, in smallest units. */
export type DueClaim = Claim & { amount: bigint };

/**
 * The one call that has all these claims paid: `release` itself, or several of them through Multicall3, which either all happen or none does. Whoever
 * sends it pays the network fee alone; the money goes to each claim's account. `multicall` is where Multicall3 is.
 */
export function collectCall(claims: readonly Claim[], multicall: Address): { to: Address; data: Hex; value: bigint } {
  const [first] = claims;
  if (!first) throw new RangeError('nothing to collect');
  if (claims.length === 1) return { to: first.splitter, data: releaseData(first), value: 0n };
  return { to: multicall, data: collectData(claims, { mayFail: false }), value: 0n };
}

/** The same through Multicall3, where `mayFail` lets the others happen when one cannot: what a look at each of them asks. */
export function collectData(claims: readonly Claim[], { mayFail }: { mayFail: boolean }): Hex {
  const calls = claims.map(claim => ({ target: claim.splitter, allowFailure: mayFail, callData: releaseData(claim) }));
  return encodeFunctionData({ abi: multicall3Abi, functionName: 'aggregate3', args: [calls] });
}

function releaseData({ token, account }: Claim): Hex {
  return encodeFunctionData({ abi: PAYOUT_SPLITTER_ABI, functionName: 'release', args: [token, account] });
}

type Log = { address: Address; topics: readonly Hex[]; data: Hex };

/** What a receipt's logs say that these splitters paid to these claims' accounts. Logs of other contracts count for nothing. */
export function paidBy(logs: readonly Log[], claims: readonly Claim[]): DueClaim[] {
  const paid = parseEventLogs({ abi: PAYOUT_SPLITTER_ABI, eventName: 'Released', logs: logs as never });
  return claims.flatMap(claim => {
    const own = paid.filter(
      ({ address, args }) =>
        sameHex(address, claim.splitter) && sameHex(args.token, claim.token) && sameHex(args.account, claim.account),
    );
    const amount = own.reduce((sum, { args }) => sum + args.amount, 0n);
    return amount > 0n ? [{ ...claim, amount }] : [];
  });
}

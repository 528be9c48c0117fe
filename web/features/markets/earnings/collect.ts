import type { Hash } from 'viem';
import { collectCall, type DueClaim } from '../../../../shared/launches/collect.ts';
import { MULTICALL3 } from '../../../../shared/markets/base-contracts.ts';
import type { Sighting } from '../../../lib/follow-transaction.ts';
import type { CollectEvent, Collected, CollectNotice } from './collect-state.ts';

export type CollectCall = ReturnType<typeof collectCall>;
export type Ended =
  | { kind: 'mined'; landed: boolean; fee: bigint; collected: Omit<Collected, 'left'> }
  | { kind: 'cancelled' | 'replaced'; fee: bigint | null };

/** What collecting needs of the world. Wallet calls throw an error with code `wallet/declined` when the person says no. */
export type CollectPorts = {
  /** What each claim would pay now, were it made by this wallet; null for one that cannot be paid. */
  look: (claims: readonly DueClaim[]) => Promise<(bigint | null)[]>;
  /** The network fee of the call where the wallet has too little ether for it; null where it has enough. */
  unpayableFee: (call: CollectCall) => Promise<bigint | null>;
  send: (call: CollectCall) => Promise<Hash>;
  settle: (hash: Hash, call: CollectCall, claims: readonly DueClaim[], tell: (what: Sighting) => void) => Promise<Ended>;
};

class Stopped extends Error {
  readonly notice: CollectNotice;
  constructor(notice: CollectNotice) {
    super(notice.kind);
    this.notice = notice;
  }
}

/**
 * Has what is shown sent to its accounts, all of it in one transaction, telling each step to `tell`. Never throws. The wallet is asked only while no less waits than
 * the screen says, and what is told at the end is what the contracts logged.
 */
export async function collect(
  shown: readonly DueClaim[],
  ports: CollectPorts,
  tell: (event: CollectEvent) => void,
): Promise<void> {
  let hash: Hash;
  let call: CollectCall;
  let payable: DueClaim[];
  let left: DueClaim[];
  try {
    const amounts = await ports.look(shown);
    payable = shown.flatMap((claim, i) => (amounts[i] == null ? [] : [{ ...claim, amount: amounts[i] }]));
    left = shown.filter((_, i) => amounts[i] == null);
    if (payable.length === 0) throw new Stopped({ kind: 'stuck' });
    if (shown.some((claim, i) => amounts[i] != null && amounts[i] < claim.amount)) throw new Stopped({ kind: 'changed' });
    call = collectCall(payable, MULTICALL3);
    const fee = await ports.unpayableFee(call);
    if (fee !== null) throw new Stopped({ kind: 'short', fee });
    tell({ type: 'confirming' });
    hash = await ports.send(call);
  } catch (error) {
    tell({ type: 'stopped', notice: noticeOf(error) });
    return;
  }
  tell({ type: 'sent', hash });
  const end = await ports.settle(hash, call, payable, what => tell({ type: what, of: hash }));
  if (end.kind !== 'mined') tell({ type: 'ended', of: hash, notice: end });
  else if (end.landed) tell({ type: 'done', of: hash, collected: { ...end.collected, left } });
  else tell({ type: 'ended', of: hash, notice: { kind: 'reverted', fee: end.fee } });
}

/** Why an attempt ended before anything was sent. */
export function noticeOf(error: unknown): CollectNotice {
  if (error instanceof Stopped) return error.notice;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'wallet/declined') return { kind: 'declined' };
  const known = error instanceof Error && typeof code === 'string';
  return { kind: 'failed', message: known ? error.message : 'Base did not answer. Nothing was sent. Try again.' };
}

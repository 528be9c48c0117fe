import type { DueClaim } from '../../../../shared/launches/collect.ts';
import type { Address } from '../coin.ts';

export type Hash = `0x${string}`;

/** What somebody has of a currency after it was collected. */
export type Balance = { token: Address; account: Address; amount: bigint };

/** What was paid, as the contracts logged it; what was left out because its token would not move; what the accounts hold now. */
export type Collected = { hash: Hash; paid: DueClaim[]; left: DueClaim[]; balances: Balance[] };

/** Why nothing was collected, and what it cost. */
export type CollectNotice =
  | { kind: 'declined' }
  /** Less waits than the screen said: somebody else had it sent already. */
  | { kind: 'changed' }
  /** No token of it can be moved now. */
  | { kind: 'stuck' }
  /** The wallet lacks ether for the network fee. */
  | { kind: 'short'; fee: bigint }
  | { kind: 'cancelled' | 'replaced' | 'reverted'; fee: bigint | null }
  | { kind: 'failed'; message: string };

export type CollectState =
  | { name: 'idle'; notice: CollectNotice | null }
  | { name: 'checking' }
  | { name: 'confirming' }
  | { name: 'settling' | 'slow' | 'dropped'; hash: Hash }
  | { name: 'done'; collected: Collected };

export type CollectEvent =
  | { type: 'begin' }
  | { type: 'confirming' }
  | { type: 'sent'; hash: Hash }
  | { type: 'late' | 'dropped' | 'seen'; of: Hash }
  | { type: 'stopped'; notice: CollectNotice }
  | { type: 'ended'; of: Hash; notice: CollectNotice }
  | { type: 'done'; of: Hash; collected: Collected }
  | { type: 'again' };

export const IDLE: CollectState = { name: 'idle', notice: null };

/** The next state. What does not fit changes nothing: what was sent can only be done, come back, or be late; only what Base has forgotten may be begun anew. */
export function collectReducer(state: CollectState, event: CollectEvent): CollectState {
  switch (event.type) {
    case 'begin':
      return state.name === 'idle' ? { name: 'checking' } : state;
    case 'confirming':
      return state.name === 'checking' ? { name: 'confirming' } : state;
    case 'sent':
      return state.name === 'confirming' ? { name: 'settling', hash: event.hash } : state;
    case 'stopped':
      return state.name === 'checking' || state.name === 'confirming' ? { name: 'idle', notice: event.notice } : state;
    case 'late':
      return state.name === 'settling' && state.hash === event.of ? { ...state, name: 'slow' } : state;
    case 'dropped':
      return isSent(state, event.of) ? { name: 'dropped', hash: event.of } : state;
    case 'seen':
      return isSent(state, event.of) ? { name: 'slow', hash: event.of } : state;
    case 'ended':
      return isSent(state, event.of) ? { name: 'idle', notice: event.notice } : state;
    case 'done':
      return isSent(state, event.of) ? { name: 'done', collected: event.collected } : state;
    case 'again':
      return state.name === 'done' || state.name === 'dropped' ? IDLE : state;
  }
}

function isSent(state: CollectState, hash: Hash): boolean {
  return 'hash' in state && state.hash === hash;
}

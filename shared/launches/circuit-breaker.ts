import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { LaunchStatus } from './states.ts';

/** The services that launches call; `witness` is the second node of Base, which is in trouble, too, where the two differ. */
export const UPSTREAMS = ['chain', 'witness', 'ipfs', 'signer'] as const;
export type Upstream = (typeof UPSTREAMS)[number];

/** A breaker as its row has it. Closed: no `openUntil`. Open: it lies ahead. Half-open: it is over, one caller tries the service for all. */
export type Breaker = { failures: number; openUntil: UnixMs | null };

/** So many failures in a row, of any worker, open it. */
const MOST_FAILURES = 5;
/** How long it stays open, first and at most. */
const FIRST_MS = 5_000;
const LONGEST_MS = 30_000;
/** Who tries the service for all has this long; if nothing was heard by then, the next one does. */
const TRIAL_MS = 12_000;

/** Whether a call may be made now, or how long to wait. `next` is the breaker to write before the call, when it changes. */
export function askBreaker(breaker: Breaker, now: UnixMs): { waitMs: number; next: Breaker | null } {
  if (breaker.openUntil === null) return { waitMs: 0, next: null };
  if (breaker.openUntil > now) return { waitMs: breaker.openUntil - now, next: null };
  return { waitMs: 0, next: { ...breaker, openUntil: unixMs(now + TRIAL_MS) } };
}

/** The breaker after one more failure: opened by the fifth in a row, and for twice as long by each that follows a trial. */
export function afterFailure({ failures }: Breaker, now: UnixMs): Breaker {
  const count = failures + 1;
  if (count < MOST_FAILURES) return { failures: count, openUntil: null };
  const openMs = Math.min(FIRST_MS * 2 ** Math.min(count - MOST_FAILURES, 8), LONGEST_MS);
  return { failures: count, openUntil: unixMs(now + openMs) };
}

/** What a step from this state calls. */
export function upstreamsOf(status: LaunchStatus): readonly Upstream[] {
  if (status === 'awaiting_consent') return [];
  if (status === 'approved') return ['ipfs'];
  return status === 'reserved' ? ['chain', 'witness', 'signer'] : ['chain', 'witness'];
}

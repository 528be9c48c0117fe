import { type UnixMs, unixMs } from '../kernel/units.ts';
import { quietUntil } from './quiet-until.ts';
import { NOTICE_KINDS, type Recipient, type WaitingNotice } from './schema.ts';

/** Hosts take one in 30 s for a token. */
export const SPACING_MS = 30_000;
/** Ours, far below the 100 of hosts: what does not fit is in the inbox. */
export const MOST_A_DAY = 8;
const DAY_MS = 86_400_000;

export type Plan =
  | 'nothing'
  | { waitUntil: UnixMs }
  | { notices: [WaitingNotice, ...WaitingNotice[]]; pushId: string; isNew: boolean };

/**
 * What to tell a person now: notices of one kind together, those that an earlier attempt may have sent first and exactly as it did.
 * Not in quiet hours, not twice in 30 s, not more than 8 a day.
 */
export function planNotification({ waiting, tokens, quiet, sentAt }: Recipient, now: UnixMs): Plan {
  const tried = waiting.find(notice => notice.pushId !== null)?.pushId ?? null;
  const kind = NOTICE_KINDS.find(each => waiting.some(notice => notice.kind === each));
  const chosen = waiting
    .filter(notice => (tried === null ? notice.kind === kind : notice.pushId === tried))
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const [first, ...others] = chosen;
  if (!first || tokens.length === 0) return 'nothing';
  const until = Math.max(quietUntil(quiet, now) ?? 0, roomAt(sentAt));
  if (until > now) return { waitUntil: unixMs(until) };
  return { notices: [first, ...others], pushId: tried ?? first.id, isNew: tried === null };
}

/** When one more may be sent, given when the last ones were. */
function roomAt(sentAt: readonly UnixMs[]): number {
  const newest = sentAt.toSorted((a, b) => b - a);
  const last = newest[0] === undefined ? 0 : newest[0] + SPACING_MS;
  const oldestThatCounts = newest[MOST_A_DAY - 1];
  return Math.max(last, oldestThatCounts === undefined ? 0 : oldestThatCounts + DAY_MS);
}

/** From the creator's signature to the last block that could take the coin back. */
const ON_THE_WAY = ['approved', 'pinned', 'reserved', 'signed', 'sent', 'confirmed', 'open'] as const;

/** Every state of a row of `viral_queue`, in the order in which a launch passes them; the last five leave the way. */
export const LAUNCH_STATUSES = [
  'detected',
  'awaiting_consent',
  ...ON_THE_WAY,
  'final',
  'refused',
  'expired',
  'held',
  'failed',
  'dead',
] as const;

export type LaunchStatus = (typeof LAUNCH_STATUSES)[number];

/**
 * The allowed moves. What is not listed is refused by the statement that would make it.
 * - `sent → failed`: the transaction was mined without making the coin, or its nonce went to another transaction; `failed → reserved` takes a new one.
 * - `confirmed`, `open` → `sent`: a reorg took the block back, the same signed transaction is sent again; → `failed` when it was not one of ours.
 * - `sent → pinned`: the transaction made the splitter that the coin pays; the coin comes next, with a nonce of its own.
 * - `reserved → pinned`: signing does not work out, so the nonce is given back and nobody waits behind it.
 * - `pinned`, `failed`, `reserved`, `signed` → `confirmed`: the coin was there already, from an earlier life of this launch.
 * - `held → approved`: an operator shows the take again, and what the creator signed still stands; `held → detected`: else they are asked anew.
 * - `signed` and `sent` never end in `dead`: what may be on the wire is followed until the chain has spoken. One that may go no further before it was first
 *   sent gives its nonce to a transaction that does nothing, and leaves by way of `failed`.
 */
export const LAUNCH_MOVES: Record<LaunchStatus, readonly LaunchStatus[]> = {
  detected: ['awaiting_consent', 'refused', 'expired', 'held'],
  awaiting_consent: ['approved', 'refused', 'expired', 'held'],
  approved: ['pinned', 'expired', 'held', 'dead'],
  pinned: ['reserved', 'confirmed', 'expired', 'held', 'dead'],
  reserved: ['signed', 'confirmed', 'pinned', 'expired', 'held', 'dead'],
  signed: ['sent', 'confirmed'],
  sent: ['confirmed', 'failed', 'pinned'],
  confirmed: ['open', 'sent', 'failed'],
  open: ['final', 'sent', 'failed'],
  final: [],
  refused: [],
  expired: [],
  held: ['detected', 'approved', 'dead'],
  failed: ['reserved', 'confirmed', 'expired', 'held', 'dead'],
  dead: [],
};

/** Whether a launch may go from one state to another in a single move. */
export function canMove(from: LaunchStatus, to: LaunchStatus): boolean {
  return LAUNCH_MOVES[from].includes(to);
}

/** States that a worker moves on by itself; in all others it waits for a person, or nothing is left to do. */
export const WORKED_STATUSES = [...ON_THE_WAY, 'failed'] as const satisfies LaunchStatus[];

/** States from which no move leads anywhere. */
export function isSettled(status: LaunchStatus): boolean {
  return LAUNCH_MOVES[status].length === 0;
}

import { inCanonicalOrder, type Reaction } from './reaction.ts';

/** Puts reactions that arrive out of order into canonical order while they are younger than the watermark. */
export type Sequence = {
  /** Seconds that a reaction is waited for. */
  watermark: number;
  /** Arrived and not yet released, in canonical order. */
  pending: Reaction[];
  /** The last one released; nothing before it can be released any more. */
  released: Reaction | null;
};

export function startSequence(watermark: number): Sequence {
  return { watermark, pending: [], released: null };
}

/**
 * Takes one arrival in; a copy of one that is pending adds nothing. `late` says that its place has been released already:
 * the caller then folds the history again with it in its place, or knows it for a copy by its natural key.
 */
export function arrive(sequence: Sequence, reaction: Reaction): { late: boolean } {
  const { pending, released } = sequence;
  if (released !== null && inCanonicalOrder(reaction, released) <= 0) return { late: true };
  let at = pending.length;
  while (at > 0 && inCanonicalOrder(pending[at - 1] as Reaction, reaction) > 0) at -= 1;
  const before = pending[at - 1];
  if (before === undefined || inCanonicalOrder(before, reaction) !== 0) pending.splice(at, 0, reaction);
  return { late: false };
}

/**
 * Releases what is older than the watermark at `now`, seconds after the post by the receiver's clock: a sender whose clock
 * is ahead is only waited for, and never pushes the watermark.
 */
export function release(sequence: Sequence, now: number): Reaction[] {
  const { pending, watermark } = sequence;
  const first = pending.findIndex(({ t }) => t > now - watermark);
  const ready = pending.splice(0, first === -1 ? pending.length : first);
  sequence.released = ready.at(-1) ?? sequence.released;
  return ready;
}

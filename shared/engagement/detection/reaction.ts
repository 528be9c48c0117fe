import { ascending } from '../../kernel/ascending.ts';

/** A removal takes back all that the person did to the post before it. */
export const REMOVAL = -1;

/** One thing that one person did to one post. The same shape comes from a webhook, a recorded cascade and a receipt. */
export type Reaction = {
  /** Seconds of event time after the post. */
  t: number;
  /** Who; compared as text. */
  actor: string;
  /** Null when the source does not know. */
  followers: number | null;
  /** 0 a plain reaction, 1 one with words, REMOVAL what takes the person's reactions back. */
  kind: number;
  /** Whether it is known to have followed another person's reaction rather than the post. */
  secondHand: boolean;
  /** Neynar's score of the account, 0 to 1; null when it was not said. */
  score: number | null;
  /** Days since the account was made; null when unknown. */
  ageDays: number | null;
};

/**
 * The canonical order: event time, at the same time removals last, then actor and kind:
 * the natural key of a reaction within one post. Total over distinct reactions.
 */
export function inCanonicalOrder(a: Reaction, b: Reaction): number {
  return a.t - b.t || Number(a.kind === REMOVAL) - Number(b.kind === REMOVAL) || ascending(a.actor, b.actor) || a.kind - b.kind;
}

/** Deliveries as they arrived, duplicated and out of order, as the one list that they stand for. The first copy is kept. */
export function canonical(deliveries: readonly Reaction[]): Reaction[] {
  const sorted = deliveries.toSorted(inCanonicalOrder);
  return sorted.filter((reaction, index) => {
    const before = sorted[index - 1];
    return before === undefined || inCanonicalOrder(before, reaction) !== 0;
  });
}

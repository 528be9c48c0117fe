import { type Hex, keccak256, stringToBytes } from 'viem';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { Standing } from './detection/state.ts';
import type { Decision } from './judge.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { Post, ReceiptEvent } from './schema.ts';

/** A decision as it is published: with its rule's version, the post, and hashes over what it read and what it says. */
export type Receipt = Decision & Post & { ruleVersion: string; eventsHash: Hex; receiptHash: Hex };

/** @returns the receipt of a decision over `events`, which are those that it read, as they are published */
export function makeReceipt(decision: Decision, post: Post, events: readonly ReceiptEvent[], { scorer }: ReadyRule): Receipt {
  const said = { ...decision, ...post, ruleVersion: scorer.rule.version, eventsHash: hashEvents(events) };
  return { ...said, receiptHash: hashOf({ ...said, rule: scorer.rule }) };
}

/** keccak256 of the canonical JSON of `[[unix ms, person, kind, score, followers, account age in days, circle], …]`. */
export function hashEvents(events: readonly ReceiptEvent[]): Hex {
  return hashOf(
    events.map(({ at, person, kind, score, followers, ageDays, circle }) => [
      at,
      person,
      kind,
      score,
      followers,
      ageDays,
      circle,
    ]),
  );
}

/**
 * The events of a decision as strangers may see them: who is left out, lightened or known for a circle appears as a hash of
 * their fid and a secret salt, and circles are numbered anew. A judge comes to the same verdict over them.
 */
export function redact(events: readonly ReceiptEvent[], standings: ReadonlyMap<string, Standing>, salt: string): ReceiptEvent[] {
  const circles = new Map<number, number>([[0, 0]]);
  return events.map(event => {
    if (!circles.has(event.circle)) circles.set(event.circle, circles.size);
    const hidden = event.circle !== 0 || standings.get(event.person)?.excluded;
    const person = hidden ? keccak256(stringToBytes(`${salt}:${event.person}`)).slice(0, 34) : event.person;
    return { ...event, person, circle: circles.get(event.circle) ?? 0 };
  });
}

const hashOf = (value: unknown): Hex => keccak256(stringToBytes(canonicalJson(value)));

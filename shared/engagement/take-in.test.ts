import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { canonicalEvents, foldHistory } from './fold-history.ts';
import { receiptEvents } from './judge.ts';
import { inOrder, keyOf } from './place.ts';
import { presenceOf } from './presence.ts';
import { readyRule } from './ready-rule.ts';
import { type KnownEvent, SIGNALS } from './schema.ts';
import { takeIn } from './take-in.ts';
import { CAST, EVENT_NUMBERS, eventOfNumber } from './testing/event-of-number.ts';
import { smallRule } from './testing/small-rule.ts';

/** What one person does. */
const deeds = fc.array(
  fc.nat(EVENT_NUMBERS - 1).map(number => ({ ...eventOfNumber(number), fid: 1 })),
  { maxLength: 25 },
);
const inForce = (events: readonly KnownEvent[]) => presenceOf(canonicalEvents(events));

describe('takeIn', () => {
  it('tells what is new, what changed what is in force, and by how much, in any order of arrival', () => {
    fc.assert(
      fc.property(deeds, deeds, (before, arrived) => {
        const known = canonicalEvents(before);
        const { added, changed, more } = takeIn(known, arrived);
        const keys = new Set(known.map(keyOf));
        expect(added.map(keyOf)).toEqual(
          canonicalEvents(arrived)
            .map(keyOf)
            .filter(key => !keys.has(key)),
        );
        let all = known;
        const changing = added.filter(event => {
          const was = inForce(all).size;
          all = [...all, event].sort(inOrder);
          return inForce(all).size !== was;
        });
        expect(changed).toEqual(changing);
        const count = (events: readonly KnownEvent[], signal: string) =>
          [...inForce(events)].filter(slot => slot.startsWith(signal)).length;
        expect(more).toEqual(Object.fromEntries(SIGNALS.map(signal => [signal, count(all, signal) - count(known, signal)])));
      }),
      { seed: 31, numRuns: 500 },
    );
  });
});

describe('one person with tens of thousands of replies', () => {
  const reply = (number: number): KnownEvent => ({
    ...eventOfNumber(0),
    signal: 'reply',
    replyHash: `0x${number.toString(16).padStart(40, '0')}`,
    at: unixMs(Date.UTC(2026, 0, 1) + number),
  });
  const replies = Array.from({ length: 60_000 }, (_, number) => reply(number));

  it('is taken in like many persons with one', () => {
    const { more } = takeIn(replies.slice(0, 50_000), replies.slice(50_000));
    expect(more).toEqual({ like: 0, recast: 0, reply: 10_000 });
  });

  it('is folded and judged like them', () => {
    const post = { castHash: CAST, postedAt: unixMs(0), creatorFollowers: 1, creatorUsual: null, ordinaryWorth: null };
    expect(foldHistory(replies, post, readyRule(smallRule())).head.read).toBe(60_000);
    expect(receiptEvents(replies, post, () => 0)).toHaveLength(1);
  });
});

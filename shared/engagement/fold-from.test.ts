import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { describe as told } from './detection/state.ts';
import { nothingRead } from './fold-events.ts';
import { comeAfter, foldFrom, type Kept, startBefore } from './fold-from.ts';
import { canonicalEvents, foldHistory } from './fold-history.ts';
import { keyOf } from './place.ts';
import { presenceOf } from './presence.ts';
import { readyRule } from './ready-rule.ts';
import type { KnownEvent } from './schema.ts';
import { CAST, EVENT_NUMBERS, eventOfNumber } from './testing/event-of-number.ts';
import { smallRule } from './testing/small-rule.ts';

const rule = readyRule(smallRule());
const post = {
  castHash: CAST,
  postedAt: unixMs(Date.UTC(2026, 0, 1)),
  creatorFollowers: 12,
  creatorUsual: null,
  ordinaryWorth: null,
};

/** A crowd of several hundred, some of them in a circle, who also leave. */
const crowdEvent = (number: number): KnownEvent => ({
  ...eventOfNumber(number % EVENT_NUMBERS),
  fid: (number * 7919) % 211,
  at: unixMs(post.postedAt + number * 900),
  score: 0.9,
  circle: (number * 7919) % 211 < 40 ? 3 : 0,
});

const earliest = (events: readonly KnownEvent[]) => unixMs(Math.min(...events.map(event => event.at)));

/** Keeps a cast as the store does: batch after batch, from wherever the new events have their place. */
function live(batches: readonly (readonly KnownEvent[])[]): Kept & { starts: number[] } {
  let kept: Kept = { state: nothingRead(rule), checkpoints: [], refolding: null };
  const given = new Map<number, number>();
  const all: KnownEvent[] = [];
  const starts: number[] = [];
  for (const batch of batches) {
    all.push(...batch);
    const from = kept.state && comeAfter(kept.state, batch) ? kept.state : startBefore(kept, earliest(batch), rule);
    starts.push((kept.state?.read ?? 0) - from.read);
    const people = Map.groupBy(all, event => event.fid);
    const folded = foldFrom(
      from,
      kept.checkpoints,
      new Map([...people].map(([fid, events]) => [fid, { events, given: given.get(fid) }])),
      post,
      rule,
    );
    for (const [fid, { weight, differs }] of folded.given) if (differs || given.has(fid)) given.set(fid, weight);
    kept = { state: folded.head, checkpoints: folded.checkpoints, refolding: null };
  }
  return { ...kept, starts };
}

const inBatches = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

describe('folding as events arrive', () => {
  it('ends in the state of the whole history, in any order and any batches', () => {
    const histories = fc
      .uniqueArray(fc.nat(EVENT_NUMBERS - 1), { minLength: 1, maxLength: 60 })
      .chain(numbers => fc.tuple(fc.shuffledSubarray(numbers, { minLength: numbers.length }), fc.integer({ min: 1, max: 9 })));
    fc.assert(
      fc.property(histories, ([numbers, size]) => {
        const events = [...new Map(numbers.map(number => [keyOf(eventOfNumber(number)), eventOfNumber(number)])).values()];
        expect(live(inBatches(events, size)).state).toEqual(foldHistory(events, post, rule).head);
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  it('goes on from a checkpoint when something comes late, and ends in the same state', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 700 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (count, noise) => {
          const events = Array.from({ length: count }, (_, i) => crowdEvent(i));
          const arrived = events
            .map((event, i) => ({ event, place: i + (noise.next().value as number) * 60 }))
            .sort((a, b) => a.place - b.place)
            .map(({ event }) => event);
          const { state, starts } = live(inBatches(arrived, 10));
          expect(state).toEqual(foldHistory(events, post, rule).head);
          expect(Math.max(...starts)).toBeLessThanOrEqual(3 * 128);
        },
      ),
      { seed: 22, numRuns: 25 },
    );
  });

  it('takes back what was given, also where a crowd of whom nothing is known made that less', () => {
    const deeds = fc.array(fc.tuple(fc.nat(11), fc.boolean()), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(deeds, fc.integer({ min: 1, max: 9 }), (deeds, size) => {
        const events = deeds.map(([fid, isLeaving], i): KnownEvent => {
          const score = fid % 3 === 0 ? 0.55 + fid / 100 : null;
          const circle = fid > 8 ? 1 : 0;
          return {
            ...crowdEvent(0),
            fid,
            action: isLeaving ? 'deleted' : 'created',
            at: unixMs(post.postedAt + i),
            score,
            circle,
          };
        });
        expect(live(inBatches(events, size)).state).toEqual(foldHistory(events, post, rule).head);
      }),
      { seed: 24, numRuns: 100 },
    );
  });

  it('counts who is there, once whatever they did, and nobody who left', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(EVENT_NUMBERS - 1), { maxLength: 40 }), numbers => {
        const events = numbers.map(number => eventOfNumber(number));
        const { people, leftOut } = told(foldHistory(events, post, rule).head.state);
        const present = [...Map.groupBy(canonicalEvents(events), event => event.fid).values()].filter(
          own => presenceOf(own).size > 0,
        );
        expect(people).toBeLessThanOrEqual(present.length);
        expect(people + leftOut.lowScore + leftOut.youngAccount + leftOut.churn + leftOut.circleCap).toBeGreaterThanOrEqual(
          present.length,
        );
      }),
      { seed: 23 },
    );
  });

  it('begins again from the last snapshot before what comes late', () => {
    const events = Array.from({ length: 300 }, (_, i) => crowdEvent(i));
    const kept = live(inBatches(events, 10));
    const after = (read: number) => startBefore(kept, unixMs((events[read] as KnownEvent).at), rule).read;
    expect([299, 256, 255, 128, 100].map(after)).toEqual([256, 256, 128, 128, 0]);
  });

  it('does not use what another rule weighed', () => {
    const events = [1, 2, 3].map(number => eventOfNumber(number));
    const { state, checkpoints } = live([events]);
    const other = readyRule(smallRule({ version: 'small-2' }));
    expect(startBefore({ state, checkpoints }, unixMs(Number.MAX_SAFE_INTEGER), other)).toEqual(nothingRead(other));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { scoreOf } from './decide-viral.ts';
import { CAST, EVENT_NUMBERS, eventOfNumber } from './event-of-number.ts';
import { emptyState, foldEvent } from './fold-event.ts';
import { foldHistory, keyOf } from './fold-history.ts';
import { firstRule } from './rule.ts';
import { type EngagementEvent, type EngagementState, type PersonStandings, SIGNALS } from './schema.ts';
import { slotOf } from './slot-of.ts';

const like = (at: number, action: EngagementEvent['action'] = 'created', score: number | null = null): EngagementEvent => ({
  action,
  signal: 'like',
  fid: 7,
  castHash: CAST,
  at: unixMs(at),
  score,
});

const historyArbitrary = fc
  .array(fc.nat(EVENT_NUMBERS - 1), { maxLength: 40 })
  .map(numbers => numbers.map(number => eventOfNumber(number)));

/** One event after the other, in the order given, as they arrive at the door. */
function fold(events: readonly EngagementEvent[]): { state: EngagementState; changed: boolean[] } {
  let state = emptyState(firstRule);
  const people = new Map<number, PersonStandings>();
  const seen = new Set<string>();
  const changed = events.map(event => {
    if (seen.has(keyOf(event))) return false;
    seen.add(keyOf(event));
    const folded = foldEvent(state, event, people.get(event.fid) ?? {}, firstRule);
    state = folded.state;
    people.set(event.fid, folded.person);
    return folded.changed;
  });
  return { state, changed };
}

/** What is in force, found the slow way: per person and signal the last event by time, deletions last. */
function slowly(events: readonly EngagementEvent[]) {
  const last = new Map<string, EngagementEvent>();
  for (const event of events) {
    const key = `${event.fid}:${slotOf(event)}`;
    const known = last.get(key);
    if (!known || event.at > known.at || (event.at === known.at && event.action === 'deleted')) last.set(key, event);
  }
  const inForce = [...last.values()].filter(event => event.action === 'created');
  const weighed = inForce.filter(event => event.score === null || event.score >= firstRule.minScore);
  const count = (list: EngagementEvent[]) =>
    Object.fromEntries(SIGNALS.map(signal => [signal, list.filter(event => event.signal === signal).length]));
  // Several replies of one person weigh as one.
  const weighing = [...new Map(weighed.map(event => [`${event.fid}:${event.signal}`, event])).values()];
  const people = new Set(weighed.map(event => event.fid));
  const leftOut = new Set(inForce.map(event => event.fid).filter(fid => !people.has(fid)));
  return { inForce: count(inForce), weighed: count(weighing), people: people.size, leftOut: leftOut.size };
}

describe('foldEvent', () => {
  it('counts like → unlike → like once', () => {
    const { state, changed } = fold([like(1), like(2, 'deleted'), like(3)]);
    expect(state.inForce.like).toBe(1);
    expect(changed).toEqual([true, true, true]);
  });

  it('takes the same like again, even with a later time, for a repeat that moves no count', () => {
    const { state, changed } = fold([like(1), like(5), like(1)]);
    expect(state).toMatchObject({ inForce: { like: 1 }, people: 1, lastAt: 5 });
    expect(changed).toEqual([true, false, false]);
  });

  it('keeps a person’s second reply when one of two is deleted, and takes both for one that weighs', () => {
    const reply = (at: number, replyHash: string, action: EngagementEvent['action'] = 'created'): EngagementEvent => ({
      ...like(at, action),
      signal: 'reply',
      replyHash,
    });
    const two = fold([reply(1, '0xa'), reply(2, '0xb')]).state;
    expect(two).toMatchObject({ inForce: { reply: 2 }, weighed: { reply: 1 }, people: 1 });
    const one = fold([reply(3, '0xa', 'deleted'), reply(2, '0xb'), reply(1, '0xa')]).state;
    expect(one).toMatchObject({ inForce: { reply: 1 }, weighed: { reply: 1 }, people: 1 });
    const none = fold([reply(1, '0xa'), reply(3, '0xa', 'deleted'), reply(4, '0xb', 'deleted'), reply(2, '0xb')]).state;
    expect(none).toMatchObject({ inForce: { reply: 0 }, weighed: { reply: 0 }, people: 0 });
  });

  it('lets an unlike that overtook its like hold', () => {
    expect(fold([like(2, 'deleted'), like(1)])).toMatchObject({ state: { inForce: { like: 0 } }, changed: [false, false] });
    expect(fold([like(1), like(1, 'deleted')]).state).toEqual(fold([like(1, 'deleted'), like(1)]).state);
  });

  it('leaves out low scores, counts them, and takes both back', () => {
    const low = fold([like(1, 'created', 0.2)]).state;
    expect(low).toMatchObject({ inForce: { like: 1 }, weighed: { like: 0 }, people: 0, leftOut: 1 });
    expect(fold([like(1, 'created', 0.2), like(2, 'deleted', 0.9)]).state).toMatchObject({
      inForce: { like: 0 },
      weighed: { like: 0 },
      people: 0,
      leftOut: 0,
    });
    expect(fold([like(1, 'created', 0.5)]).state).toMatchObject({ weighed: { like: 1 }, people: 1, leftOut: 0 });
  });

  it('counts a person with two signals once', () => {
    expect(fold([like(1), { ...like(2), signal: 'recast' }]).state.people).toBe(1);
    expect(fold([like(1), { ...like(2), signal: 'recast' }, like(3, 'deleted')]).state.people).toBe(1);
  });

  it('agrees with the slow way on every history', () => {
    fc.assert(
      fc.property(historyArbitrary, events => {
        expect(fold(events).state).toMatchObject(slowly(events));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('ends in the same state in any order of arrival, with any replays', () => {
    const shuffled = historyArbitrary.chain(events =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        expect(fold(again).state).toEqual(foldHistory(events, firstRule).state);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('never moves a count or the score by an event that it calls a repeat', () => {
    fc.assert(
      fc.property(historyArbitrary, events => {
        let before = emptyState(firstRule);
        events.forEach((_, i) => {
          const { state, changed } = fold(events.slice(0, i + 1));
          if (!changed[i]) expect({ ...state, lastAt: null }).toEqual({ ...before, lastAt: null });
          before = state;
        });
      }),
      { seed: 4 },
    );
  });

  it('is back at nothing when everything is taken back', () => {
    fc.assert(
      fc.property(historyArbitrary, events => {
        const end = unixMs(Date.UTC(2027, 0, 1));
        const removals = events.map((event): EngagementEvent => ({ ...event, action: 'deleted', at: end }));
        const { state } = fold([...events, ...removals]);
        expect({ ...state, lastAt: null }).toEqual(emptyState(firstRule));
        expect(scoreOf(state, firstRule)).toBe(0);
      }),
      { seed: 5 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstTrust } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { canonical, type Reaction } from './reaction.ts';
import { REACTION_NUMBERS, reaction, reactionOfNumber } from './reaction-of-number.ts';
import { arrive, release, startSequence } from './sequence.ts';
import { emptyState, type Standing } from './state.ts';

const trust = firstTrust(64);

/** A live performance: its history so far, folded. */
function foldAll(reactions: readonly Reaction[]) {
  const history: Reaction[] = [];
  const state = emptyState();
  const standings = new Map<string, Standing>();
  const take = (each: Reaction) => {
    history.push(each);
    const standing = foldReaction(state, each, standings.get(each.actor), 0, trust);
    if (standing !== undefined) standings.set(each.actor, standing);
  };
  reactions.forEach(take);
  return { history, state, standings, take };
}

describe('a sequence', () => {
  it('releases canonical order for whatever arrives within the watermark, copies dropped', () => {
    const arrivals = fc.array(fc.tuple(fc.nat(REACTION_NUMBERS - 1), fc.nat(300)), { maxLength: 50 });
    fc.assert(
      fc.property(arrivals, picks => {
        const sent = picks.map(([number, delay]) => ({ each: reactionOfNumber(number), delay }));
        const sequence = startSequence(300);
        const released = [];
        for (const { each, delay } of sent.toSorted((a, b) => a.each.t + a.delay - b.each.t - b.delay)) {
          released.push(...release(sequence, each.t + delay - 1));
          const { late } = arrive(sequence, each);
          if (late) expect(released).toContainEqual(each);
        }
        released.push(...release(sequence, Number.POSITIVE_INFINITY));
        expect(released).toEqual(canonical(sent.map(({ each }) => each)));
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  it('with histories folded again for what is late, ends in the state of the whole history in order', () => {
    const arrivals = fc.array(fc.tuple(fc.nat(REACTION_NUMBERS - 1), fc.nat(2_000)), { maxLength: 60 });
    fc.assert(
      fc.property(arrivals, picks => {
        const sent = picks.map(([number, delay]) => ({ each: reactionOfNumber(number), delay }));
        const sequence = startSequence(300);
        let live = foldAll([]);
        for (const { each, delay } of sent.toSorted((a, b) => a.each.t + a.delay - b.each.t - b.delay)) {
          for (const ready of release(sequence, each.t + delay)) live.take(ready);
          if (arrive(sequence, each).late) live = foldAll(canonical([...live.history, each]));
        }
        for (const ready of release(sequence, Number.POSITIVE_INFINITY)) live.take(ready);
        const rebuilt = foldAll(canonical(sent.map(({ each }) => each)));
        expect(live.state).toEqual(rebuilt.state);
        expect(live.standings).toEqual(rebuilt.standings);
      }),
      { seed: 22, numRuns: 300 },
    );
  });

  it('says what came too late', () => {
    const sequence = startSequence(60);
    arrive(sequence, reaction(100, 'a'));
    expect(release(sequence, 200)).toHaveLength(1);
    expect(arrive(sequence, reaction(50, 'b'))).toEqual({ late: true });
    expect(arrive(sequence, reaction(150, 'b'))).toEqual({ late: false });
  });

  it('waits for a sender whose clock is ahead', () => {
    const sequence = startSequence(60);
    arrive(sequence, reaction(90_000, 'ahead'));
    arrive(sequence, reaction(10, 'a'));
    expect(release(sequence, 100).map(({ actor }) => actor)).toEqual(['a']);
    expect(arrive(sequence, reaction(20, 'b'))).toEqual({ late: false });
  });
});

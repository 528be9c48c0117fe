import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from './reaction.ts';
import { REACTION_NUMBERS, reaction, reactionOfNumber } from './reaction-of-number.ts';
import { arrive, release, startSequence } from './sequence.ts';

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

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { canonicalEvents } from './fold-history.ts';
import { beginJudgement, judge, readOn, receiptEvents, receiptReader, verdictOf } from './judge.ts';
import { readyRule } from './ready-rule.ts';
import { CAST, EVENT_NUMBERS, eventOfNumber } from './testing/event-of-number.ts';
import { smallRule } from './testing/small-rule.ts';

const START = unixMs(Date.UTC(2026, 0, 1));
const post = { castHash: CAST, postedAt: START, creatorFollowers: 12, creatorUsual: null, ordinaryWorth: null };
/** Low enough that four people decide, and a delay within which some of them leave. */
const rule = readyRule(smallRule({ threshold: 0.1, delaySeconds: 40 }));
const circleOf = (fid: number) => Number(fid % 5 === 0);

it('comes to the same verdict by the same lines however a history is cut into parts', () => {
  const histories = fc.record({
    numbers: fc.uniqueArray(fc.nat(EVENT_NUMBERS - 1), { minLength: 1, maxLength: 60 }),
    cuts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 60, maxLength: 60 }),
    now: fc.nat(300_000),
  });
  const verdicts = new Map<string, number>();
  fc.assert(
    fc.property(histories, ({ numbers, cuts, now }) => {
      // Of each moment another person, as parts end between moments.
      const events = canonicalEvents(
        numbers.map((number, i) => ({ ...eventOfNumber(number), fid: 1 + ((number * 31 + i) % 9) })),
      );
      const horizon = unixMs(START + now);
      const whole = receiptEvents(events, post, circleOf);
      const judgement = beginJudgement(post, rule, horizon);
      const toLines = receiptReader(post);
      const lines = [];
      for (let from = 0, cut = 0; from < events.length; from += cuts[cut++] as number) {
        const part = toLines(events.slice(from, from + (cuts[cut] as number)), circleOf);
        readOn(judgement, part);
        lines.push(...part);
      }
      const found = verdictOf(judgement);
      verdicts.set(found.verdict, (verdicts.get(found.verdict) ?? 0) + 1);
      expect(lines).toEqual(whole);
      expect(found).toEqual(judge(whole, post, rule, horizon));
    }),
    { seed: 41, numRuns: 400 },
  );
  expect([...verdicts.keys()].sort()).toEqual(['cancelled', 'confirmed', 'waiting']);
});

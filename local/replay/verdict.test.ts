import { expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

const whole = { cascades: 3, sent: 10, counted: 8, duplicate: 2, decisions: 1 };

it('has nothing to say of a replay with decisions in which no event was lost', () => {
  expect(verdictOf(whole)).toEqual({ failed: false, words: null });
});

it('says that nobody crossed the line, which is no failure', () => {
  const { failed, words } = verdictOf({ ...whole, decisions: 0 });
  expect(failed).toBe(false);
  expect(words).toMatch(
    /^All 3 performances were judged, and none crossed the line of the rule in force: no decision, hence no coin/,
  );
  expect(verdictOf({ ...whole, cascades: 1, decisions: 0 }).words).toMatch(
    /^The one performance was judged, and it did not cross/,
  );
});

it('fails where events were lost, whatever was decided, and where there was nothing to replay', () => {
  for (const decisions of [0, 1]) expect(verdictOf({ ...whole, counted: 7, decisions })).toMatchObject({ failed: true });
  expect(verdictOf({ cascades: 0, sent: 0, counted: 0, duplicate: 0, decisions: 0 })).toMatchObject({
    failed: true,
    words: expect.stringContaining('no cascade'),
  });
});

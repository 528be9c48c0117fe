import { expect, it } from 'vitest';
import { type ClaimRow, type DecisionRow, toHolds } from './hold.ts';

const decision = (id: number, action: 'hide' | 'show', appeal: string | null = null): DecisionRow => ({
  id,
  kind: 'take',
  subjectId: 't',
  title: 'Night bus',
  number: 4,
  action,
  note: `note ${id}`,
  appeal,
});
const claim = (change: Partial<ClaimRow> = {}): ClaimRow => ({
  takeId: 't',
  title: 'Night bus',
  number: 4,
  like: { title: 'Day bus', number: 1 },
  because: 'alike',
  decision: null,
  note: null,
  decidedAt: null,
  appeal: null,
  appealedAt: null,
  ...change,
});
const states = (claims: ClaimRow[], decisions: DecisionRow[]) =>
  toHolds(claims, decisions).map(({ state, note, appeal }) => [state, note, appeal]);

it('follows a hidden take from the decision to the answer, newest row first as they come', () => {
  expect(states([], [decision(1, 'hide')])).toEqual([['open', 'note 1', null]]);
  expect(states([], [decision(1, 'hide', 'Mine')])).toEqual([['waiting', 'note 1', 'Mine']]);
  expect(states([], [decision(2, 'hide'), decision(1, 'hide', 'Mine')])).toEqual([['final', 'note 2', 'Mine']]);
  expect(states([], [decision(2, 'show'), decision(1, 'hide', 'Mine')])).toEqual([['cleared', 'note 2', 'Mine']]);
  expect(states([], [decision(2, 'show'), decision(1, 'hide')])).toEqual([]);
  expect(states([], [decision(3, 'hide'), decision(2, 'show'), decision(1, 'hide', 'Mine')])).toEqual([['open', 'note 3', null]]);
});

it('tells a take that is like two older ones once', () => {
  const both = [claim(), claim({ like: { title: 'Tram', number: 2 } })];
  expect(toHolds(both, [])).toMatchObject([{ state: 'open', like: [{ number: 1 }, { number: 2 }], decisionId: null }]);
  const copy = { decision: 'copy', note: 'The same', decidedAt: 5 } as const;
  expect(states([claim(copy)], [])).toEqual([['open', 'The same', null]]);
  expect(states([claim({ ...copy, appeal: 'Ours', appealedAt: 9 })], [])).toEqual([['waiting', 'The same', 'Ours']]);
  expect(states([claim({ ...copy, appeal: 'Ours', appealedAt: 3 })], [])).toEqual([['final', 'The same', 'Ours']]);
  const own = { decision: 'own', note: 'Yours', decidedAt: 5 } as const;
  expect(states([claim({ ...own, appeal: 'Ours', appealedAt: 3 })], [])).toEqual([['cleared', 'Yours', 'Ours']]);
  expect(states([claim(own)], [])).toEqual([]);
});

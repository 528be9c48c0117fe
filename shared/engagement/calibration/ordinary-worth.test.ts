import { expect, it } from 'vitest';
import { firstTrust } from '../detection/first-rules.ts';
import { REMOVAL } from '../detection/reaction.ts';
import { reaction } from '../testing/reaction-of-number.ts';
import { ordinaryWorthOf } from './ordinary-worth.ts';

const trust = firstTrust(64);
const crowd = (size: number, score: number | null, name = 'p') =>
  Array.from({ length: size }, (_, i) => reaction(i, `${name}-${i}`, { score }));
const ordinary = [...crowd(80, 0.9), ...crowd(20, 0.3, 'low')];

it('counts those who fail, each person once', () => {
  expect(ordinaryWorthOf([[...ordinary, ...ordinary]], trust)).toBe(0.8);
});

it('is not moved by farms, small crowds, removals and people of whom nothing is known', () => {
  const farmed = [...ordinary, ...crowd(200, 0.2, 'farm')];
  const removed = [...ordinary, ...crowd(80, 0.9).map(each => ({ ...each, kind: REMOVAL }))];
  expect(ordinaryWorthOf([ordinary, farmed, removed, crowd(11, 0.2), ordinary, crowd(99, null)], trust)).toBe(0.8);
});

it('says nothing without people, or of farms alone', () => {
  expect(ordinaryWorthOf([crowd(50, null)], trust)).toBeNull();
  expect(ordinaryWorthOf([crowd(200, 0.2)], trust)).toBeNull();
});

import { expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { firstTrust } from './first-rules.ts';
import { type CreatorMemory, learnSize, usualSize } from './usual-size.ts';

it('says nothing below three performances, then their median', () => {
  expect([[], [5], [5, 9]].map(usualSize)).toEqual([null, null, null]);
  expect(usualSize([5, 90, 8])).toBe(8);
  expect(usualSize([5, 90, 8, 10])).toBe(9);
});

it('remembers the last eight, by people who are not left out', () => {
  const memory: CreatorMemory = new Map();
  const crowd = (count: number) => Array.from({ length: count }, (_, i) => reaction(i, `p-${i}`, { score: i === 0 ? 0.1 : 0.9 }));
  for (let i = 1; i <= 10; i++) learnSize(memory, 'nia', [...crowd(i + 1), reaction(99, 'p-1', { kind: 1 })], firstTrust(64));
  expect(memory.get('nia')).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
});

import { expect, it } from 'vitest';
import { EACH_FROM, isRepeated, JOINS_FROM, requireRepeated } from './judge-repeat.ts';
import { SCORER } from './score-repeat.ts';

it('asks for 80 of the phrase and 65 of each move', () => {
  expect([JOINS_FROM, EACH_FROM]).toEqual([80, 65]);
  expect(isRepeated({ total: 80, moves: [95, 65] })).toBe(true);
  expect(isRepeated({ total: 79, moves: [79, 79] })).toBe(false);
  expect(isRepeated({ total: 90, moves: [100, 100, 64] })).toBe(false);
});

it('names the move that went worst', () => {
  expect(() =>
    requireRepeated({ scorer: SCORER, total: 82, moves: [96, 60, 90], mirrored: false }, ['Wave', 'Kick', 'Turn']),
  ).toThrow('Kick matched 60 %.');
});

import { expect, it } from 'vitest';
import { REMOVAL, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import { firesBy } from './fires-by.ts';
import { plain } from './organic.ts';

const by = (actor: string, t: number, kind: Reaction['kind'] = 0): Reaction => ({ ...plain, actor, t, kind });

it('fires by when as many had come, each counted once', () => {
  const alone = [by('a', 10), by('a', 20), by('b', 300), by('c', 900), by('d', 2_000)];
  const attacked = [by('a', 10), by('x', 15), by('a', 20), by('x', 30, REMOVAL), by('y', 40), by('b', 300), by('c', 900)];
  expect(firesBy(alone, attacked, 900)).toBe(40);
  expect(firesBy(alone, alone, 900)).toBe(900);
  expect(firesBy(alone, attacked, 10)).toBe(10);
});

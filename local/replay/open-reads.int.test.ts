import { afterAll, expect, test } from 'vitest';
import { testWorld } from '../supabase/testing/world.ts';
import { openReads } from './open-reads.ts';

const world = testWorld(26_180);
afterAll(() => world.close());

test('many may read beside each other, without a warning', async () => {
  await world.database();
  const warnings: string[] = [];
  const hear = ({ message }: Error) => void warnings.push(message);
  process.on('warning', hear);
  const reads = openReads(world.config);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(n => reads.query('select $1::integer as n', [n])));
  await reads.end();
  await new Promise(setImmediate);
  process.off('warning', hear);
  expect(answers.map(({ rows }) => rows[0].n)).toEqual([1, 2, 3, 4, 5]);
  expect(warnings).toEqual([]);
});

import type pg from 'pg';
import { expect, it } from 'vitest';
import { localConfig } from '../config.ts';
import { followLaunches } from './follow-launches.ts';

/** A database in which so many casts wait to be judged, one look after the other; once none does, there is a launch that ended. */
function follow(waiting: readonly number[]) {
  const left = [...waiting];
  const query = async (sql: string) => {
    if (sql.includes('public.jobs')) return { rows: [{ waiting: left.length > 1 ? left.shift() : left[0] }] };
    return { rows: left[0] === 0 ? [{ id: 'l', performance_id: 'p', status: 'refused', coin: null, opens_at: null }] : [] };
  };
  const said: string[] = [];
  const reads = { query } as unknown as pg.Pool;
  const { done, noMore } = followLaunches(localConfig(), reads, [], line => said.push(line), 100);
  noMore();
  return { done, said };
}

it('does not end before what is due was judged', async () => {
  const { done, said } = follow([1, 0]);
  expect(await done).toEqual([]);
  expect(said.at(-1)).toMatch(/^1 decisions/);
});

it('ends with an error where nobody judges', async () => {
  await expect(follow([2]).done).rejects.toThrow('2 casts wait to be judged');
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPgtap } from '../../local/supabase/run-pgtap.ts';
import { startTestDatabase, type TestDatabase } from '../../local/supabase/test-database.ts';
import { withDatabase } from '../../local/supabase/with-database.ts';

let database: TestDatabase;
const failing = async (atLeast = 0) => {
  const results = await runPgtap(database.url, import.meta.dirname);
  expect(results.length).toBeGreaterThan(atLeast);
  return results.filter(result => !result.ok).map(({ file, description }) => `${file}: ${description}`);
};

beforeAll(async () => {
  database = await startTestDatabase(29_140);
});
afterAll(() => database?.stop());

describe('database tests', () => {
  it('hold', async () => {
    expect(await failing(50)).toEqual([]);
  });

  it.each([
    ['an open table', 'create table public.planted (id int)', 'drop table public.planted', 'Every table has row level security'],
    [
      'a grant',
      'grant delete on public.users to authenticated',
      'revoke delete on public.users from authenticated',
      'Nobody may do with a table',
    ],
    [
      'a grant on a column',
      'grant select (wallet_address) on public.users to anon',
      'revoke select (wallet_address) on public.users from anon',
      'Strangers see no wallets',
    ],
    [
      'a missing grant',
      'revoke select on public.performances from anon',
      'grant select on public.performances to anon',
      'Everybody may do what is declared',
    ],
    [
      'a function',
      'create function public.planted() returns int language sql as $$select 1$$; grant execute on function public.planted to anon',
      'drop function public.planted',
      'Nobody may call a function',
    ],
    [
      'a way around an empty search path',
      'create function private.planted() returns int language sql security definer as $$select 1$$',
      'drop function private.planted',
      'has an empty search path',
    ],
    [
      'a policy for everybody',
      'create policy planted on public.users for select using (true)',
      'drop policy planted on public.users',
      'Every policy names whom it is for',
    ],
    [
      'a blunt policy',
      'create policy planted on public.users for all to authenticated using (true)',
      'drop policy planted on public.users',
      'are for one command',
    ],
    [
      'a door into the private schema',
      'grant usage on schema private to anon',
      'revoke usage on schema private from anon',
      'Only edge functions reach',
    ],
    [
      'a stronger role',
      'alter role gigavibe_functions bypassrls',
      'alter role gigavibe_functions nobypassrls',
      'least privilege',
    ],
    [
      'rewritable history',
      'grant update on public.engagement_events to gigavibe_functions; create policy planted on public.engagement_events for update to gigavibe_functions using (true)',
      'drop policy planted on public.engagement_events; revoke update on public.engagement_events from gigavibe_functions',
      'rewrite what was said',
    ],
  ])('find %s', async (_, plant, remove, description) => {
    await withDatabase(database.url, client => client.query(plant));
    const found = await failing().finally(() => withDatabase(database.url, client => client.query(remove)));
    expect(found.join('\n')).toContain(description);
  });

  it('hold again when the planted faults are gone', async () => {
    expect(await failing(50)).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPgtap } from './run-pgtap.ts';
import { type TestWorld, testWorld } from './testing/world.ts';
import { withDatabase } from './with-database.ts';

let world: TestWorld;
let url: string;
beforeAll(async () => {
  world = testWorld(26160);
  url = (
    await world.database(`
      alter default privileges revoke execute on functions from public;
      create table kept (id int primary key, name text);
      alter table kept enable row level security;
      create policy "All read" on kept for select using (true);
      revoke all on kept from anon; grant select on kept to anon;
      insert into kept values (1, 'one'), (2, 'two');
    `)
  ).url;
});
afterAll(() => world.close());

const run = async (body: string) => {
  const text = `begin;\ncreate extension if not exists pgtap with schema extensions;\n${body}\nselect * from finish();\nrollback;\n`;
  const results = await runPgtap(url, world.files(`tests-${Math.random()}`, { 'a.sql': text }));
  return results.map(({ ok, description, diagnostics }) => (ok ? description : `FAILED ${description}: ${diagnostics}`));
};

test('Each assertion passes when it should', async () => {
  expect(
    await run(`
      select plan(17);
      set local role anon;
      select ok(true, 'ok');
      select is('a'::text, 'a', 'is');
      select isnt(1, 2, 'isnt');
      select matches('abc'::text, '^a', 'matches');
      select cmp_ok(1, '<', 2, 'cmp_ok');
      select results_eq('select id from kept order by id', array[1, 2], 'results_eq array');
      select results_eq('select id, name from kept order by id', $$values (1, 'one'::text), (2, 'two')$$, 'results_eq rows');
      select set_eq('select id from kept', array[2, 1, 1], 'set_eq');
      select bag_eq('select id from kept', array[2, 1], 'bag_eq');
      select is_empty('select 1 from kept where id = 3', 'is_empty');
      select isnt_empty('select 1 from kept', 'isnt_empty');
      select throws_ok('insert into kept values (3)', '42501', 'permission denied for table kept', 'throws_ok');
      select throws_like('select 1/0', '%by zero', 'throws_like');
      select lives_ok('select 1', 'lives_ok');
      reset role;
      select has_table('public', 'kept', 'has_table');
      select policies_are('public', 'kept', array['All read'], 'policies_are');
      select table_privs_are('public', 'kept', 'anon', array['SELECT'], 'table_privs_are');
    `),
  ).toEqual(
    'ok,is,isnt,matches,cmp_ok,results_eq array,results_eq rows,set_eq,bag_eq,is_empty,isnt_empty,throws_ok,throws_like,lives_ok,has_table,policies_are,table_privs_are'.split(
      ',',
    ),
  );
});

test.each([
  ["ok(null, 'x')", 'test result was NULL'],
  ["is(1, 2, 'x')", 'have: 1'],
  ["isnt(null::int, null, 'x')", 'anything else'],
  ["matches('b'::text, '^a', 'x')", "doesn't match"],
  ["results_eq('select id from kept order by id', array[1, 3], 'x')", 'beginning at row 2'],
  ["results_eq('select id from kept order by id', array[1], 'x')", 'want: NULL'],
  ["results_eq('select id from kept', array['1'], 'x')", 'types differ'],
  ["set_eq('select id from kept', array[1], 'x')", 'Extra records'],
  ["bag_eq('select id from kept', array[1, 2, 2], 'x')", 'Missing records'],
  ["is_empty('select id from kept', 'x')", 'Unexpected records'],
  ["isnt_empty('select 1 where false', 'x')", 'Failed test 1'],
  ["throws_ok('select 1', '42501', null, 'x')", 'no exception'],
  ["throws_ok('select 1/0', '42501', null, 'x')", '22012: division by zero'],
  ["throws_like('select 1/0', '%denied', 'x')", "doesn't match"],
  ["lives_ok('select 1/0', 'x')", 'died: 22012'],
  ["has_table('public', 'lost', 'x')", 'Failed test 1'],
  ["policies_are('public', 'kept', array['Other'], 'x')", 'All read'],
  ["table_privs_are('public', 'kept', 'anon', array['SELECT', 'INSERT'], 'x')", 'INSERT'],
])('%s fails with "%s"', async (assertion, diagnostics) => {
  const [result, ...others] = await run(`select plan(1); select ${assertion};`);
  expect(result).toMatch(/^FAILED x: /);
  expect(result).toContain(diagnostics);
  expect(others).toEqual([]);
});

test('A file that dies, or runs another number of tests than planned, is a failure', async () => {
  expect(await run('select plan(1); select nonsense();')).toEqual([
    expect.stringContaining('FAILED runs to its end: line 3: function nonsense()'),
  ]);
  expect(await run("select plan(2); select pass('one');")).toEqual(['one', expect.stringContaining('planned 2, ran 1')]);
});

test('Nothing of a test stays', async () => {
  await run("select plan(1); insert into kept values (9, 'nine'); select pass('inserted');");
  const { rows } = await withDatabase(url, client =>
    client.query("select count(*)::int as n, to_regproc('extensions.plan') as plan from kept"),
  );
  expect(rows).toEqual([{ n: 2, plan: null }]);
});

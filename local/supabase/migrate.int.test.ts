import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { migrate } from './migrate.ts';
import { allowFunctionsLogin, setVaultSecrets } from './secrets.ts';
import { type TestWorld, testWorld } from './testing/world.ts';
import { withDatabase } from './with-database.ts';

let world: TestWorld;
let url: string;
beforeAll(async () => {
  world = testWorld(26110);
  url = (await world.database()).url;
});
afterAll(() => world.close());

/** A folder of what was applied so far, with these files more, or in its place. */
const applied: Record<string, string> = { '1_test.sql': '' };
const folderOf = (name: string, files: Record<string, string>) => world.files(name, { ...applied, ...files });

const query = async (sql: string) => (await withDatabase(url, client => client.query(sql))).rows;

test('Migrations are applied in order, once, and recorded', async () => {
  Object.assign(applied, {
    '20_second.sql': 'alter table things add column name text;',
    '10_first.sql': 'create table things (id int); create index on things (id);',
  });
  const folder = folderOf('a', { 'notes.txt': 'no migration' });
  expect(await migrate(url, folder)).toEqual(['10_first.sql', '20_second.sql']);
  expect(await migrate(url, folder)).toEqual([]);
  const recorded = await query(
    "select version, name from supabase_migrations.schema_migrations where name <> 'test' order by version",
  );
  expect(recorded).toEqual([
    { version: '10', name: 'first' },
    { version: '20', name: 'second' },
  ]);
});

test('A migration that fails leaves nothing behind and is named with its line', async () => {
  const folder = folderOf('b', { '30_broken.sql': 'create table half (id int);\n\nselect nonsense();' });
  await expect(migrate(url, folder)).rejects.toThrow('30_broken.sql, line 3: function nonsense() does not exist');
  expect(await query("select to_regclass('half') as half")).toEqual([{ half: null }]);
});

test('A migration that was changed after it was applied is refused with advice', async () => {
  applied['40_once.sql'] = 'create table once (id int);';
  await migrate(url, folderOf('c', {}));
  const changed = folderOf('changed', { '40_once.sql': 'create table once (id bigint);' });
  await expect(migrate(url, changed)).rejects.toThrow(/^40_once.sql has changed .*; "npm run reset" forgets it/);
  // What it had is in a new file, which comes first: that it cannot be applied here is no fault of its own.
  const moved = folderOf('moved', { '35_before.sql': 'create table once (id int);', '40_once.sql': 'select 1;' });
  await expect(migrate(url, moved, 'deleting /there')).rejects.toThrow(
    /^40_once.sql has changed .*; deleting \/there forgets it/,
  );
});

test('A migration that was renamed or deleted after it was applied is refused with advice, before its new name is tried', async () => {
  const { '40_once.sql': once = '', ...others } = applied;
  const refusal = /^40_once.sql, which was applied .*, has been renamed or deleted; "npm run reset" forgets it/;
  await expect(migrate(url, world.files('deleted', others))).rejects.toThrow(refusal);
  await expect(migrate(url, world.files('renamed', { ...others, '45_once.sql': once }))).rejects.toThrow(refusal);
  expect(await migrate(url, folderOf('as-before', {}))).toEqual([]);
});

test('The stand-ins install as the real extensions do, and secrets are replaced by name', async () => {
  await query('create extension pg_cron with schema pg_catalog');
  await query('create extension pg_net with schema extensions');
  await setVaultSecrets(url, { cron_secret: 'one' });
  await setVaultSecrets(url, { cron_secret: 'two' });
  const secrets = await query("select decrypted_secret from vault.decrypted_secrets where name = 'cron_secret'");
  expect(secrets).toEqual([{ decrypted_secret: 'two' }]);
  await expect(query("select cron.schedule('x', 'every now and then', 'select 1')")).rejects.toThrow('invalid schedule');
});

test('Strangers read neither secrets nor jobs', async () => {
  for (const table of ['vault.secrets', 'vault.decrypted_secrets', 'cron.job', 'auth.users']) {
    await expect(query(`begin; set local role authenticated; select * from ${table}; rollback`)).rejects.toThrow(
      'permission denied',
    );
  }
});

test('The role of the functions can log in once a migration made it, with its own rights only', async () => {
  await query('create role gigavibe_functions nologin; create table closed (id int)');
  await query('revoke all on closed from public, anon, authenticated');
  await allowFunctionsLogin(url);
  const own = url.replace('postgres@', 'gigavibe_functions@');
  await expect(withDatabase(own, client => client.query('select * from closed'))).rejects.toThrow('permission denied');
});

test('Bootstrapping again changes nothing, and after a change of its text it can run over what is there', async () => {
  const before = await query('select oid, rolname from pg_roles order by oid');
  await bootstrap(url);
  await query("comment on database postgres is 'bootstrap of another version'");
  await bootstrap(url);
  expect(await query('select oid, rolname from pg_roles order by oid')).toEqual(before);
});

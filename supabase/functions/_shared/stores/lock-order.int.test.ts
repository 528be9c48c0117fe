import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../../local/supabase/test-database.ts';
import type { Launch } from '../../../../shared/launches/launch.ts';
import { type Seeded, seedLaunch } from '../../_testing/seed-launch.ts';
import { connectDatabase, type Database, type Transaction } from '../adapters/database.ts';
import { profileStore } from './identity-profiles.ts';
import { launchStore, loadLaunch } from './launches.ts';
import { postStore } from './performance-posts.ts';

let database: TestDatabase;
let admin: Database;
let db: Database;
let seeded: Seeded;
let launches = 0;

beforeAll(async () => {
  database = await startTestDatabase(30_060);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
});
afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await database?.stop();
});
beforeEach(async () => {
  launches += 1;
  seeded = await seedLaunch(admin, launches, `0x${String(launches).padStart(40, '0')}`);
  await admin`update public.viral_queue set status = 'pinned' where id = ${seeded.launchId}`;
});

const waiting = async () => Number((await admin`select count(*) from pg_locks where not granted`)[0]?.count);

/** Lets acts begin one after the other while the launch is in somebody's hand: each comes as far as it can, and the first goes on first. */
async function whileLaunchIsHeld(...acts: (() => Promise<unknown>)[]) {
  const begun: Promise<unknown>[] = [];
  await admin.begin(async tx => {
    await tx`select from public.viral_queue where id = ${seeded.launchId} for update`;
    for (const act of acts) {
      begun.push(act().then(() => 'done'));
      await expect.poll(waiting, { interval: 10 }).toBe(begun.length);
    }
  });
  return Promise.all(begun);
}

const asOperator = (what: (tx: Transaction) => Promise<unknown>) =>
  admin.begin(async tx => {
    const [operator] = await tx`insert into public.users (display_name) values ('Op') returning id`;
    await tx`insert into private.operators (user_id) values (${operator?.id})`;
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: operator?.id, role: 'authenticated' })}, true)`;
    await what(tx);
  });
const hide = () => asOperator(tx => tx`select public.moderate_take(${seeded.performanceId}, 'hide', 'Not theirs.')`);
const hideChain = async () => {
  const [chain] = await admin`
    insert into public.dance_chains (kind, title, poster_lines, ink, started_by)
    values ('song', 'Chain', '{CHAIN}', 'amber', ${seeded.userId}) returning id`;
  await admin`
    insert into public.dance_moves (chain_id, depth, user_id, name, performance_id)
    values (${chain?.id}, 1, ${seeded.userId}, 'Verse', ${seeded.performanceId})`;
  await asOperator(tx => tx`select public.moderate_chain(${chain?.id}, 'hide', 'Not theirs.')`);
};
const leave = () => profileStore(db).eraseUser(seeded.userId);
const remove = () => postStore(db).remove(seeded.performanceId, seeded.userId);
const giveUp = async () => {
  const launch = (await loadLaunch(db, seeded.launchId)) as Launch;
  await launchStore(db).move(launch, 'held');
};

it('moves are locked before their chain, so that nobody waits for each other when somebody leaves while another votes', async () => {
  const [voter] = await admin`insert into public.users (display_name) values ('Voter') returning id`;
  const [leaver] = await admin`insert into public.users (display_name) values ('Leaver') returning id`;
  const [chain] = await admin`
    insert into public.dance_chains (kind, title, poster_lines, ink, started_by)
    values ('song', 'Chain', '{CHAIN}', 'amber', ${seeded.userId}) returning id`;
  const add = async (parent: string | null, depth: number) => {
    const [move] = await admin<{ id: string }[]>`
      insert into public.dance_moves (chain_id, parent_id, depth, user_id, name) values (${chain?.id}, ${parent}, ${depth}, ${seeded.userId}, 'Verse') returning id`;
    return move?.id ?? '';
  };
  const first = await add(null, 1);
  // Whichever way they are gone through, one comes before the second.
  const moves = [first, await add(first, 2), await add(first, 2)];
  const vote = (move: string | undefined, who: string) =>
    admin`insert into public.move_votes (move_id, user_id) values (${move ?? null}, ${who})`;
  for (const move of moves) await vote(move, leaver?.id);
  const begun: Promise<unknown>[] = [];
  await admin.begin(async tx => {
    await tx`select from public.dance_chains where id = ${chain?.id} for no key update`;
    for (const act of [() => profileStore(db).eraseUser(leaver?.id), () => vote(moves[1], voter?.id)]) {
      begun.push(act().then(() => 'done'));
      await expect.poll(waiting, { interval: 10 }).toBe(begun.length);
    }
  });
  expect(await Promise.all(begun)).toEqual(['done', 'done']);
  expect(
    await admin`select votes_count from public.dance_moves where chain_id = ${chain?.id} order by depth, created_at`,
  ).toEqual([{ votes_count: 0 }, { votes_count: 1 }, { votes_count: 0 }]);
});

describe('a take is locked before its launch, so that nobody waits for each other', () => {
  it.each([
    ['is given up', giveUp],
    ['is held with its chain', hideChain],
  ])('when a launch whose person left %s while an operator hides its take', async (_, act) => {
    await admin`update public.performances set taken_back_at = now() where id = ${seeded.performanceId}`;
    expect(await whileLaunchIsHeld(act, hide)).toEqual(['done', 'done']);
  });

  it.each([
    ['an operator hides a take', hide],
    ['they take one down', remove],
  ])('when somebody leaves while %s', async (_, other) => {
    expect(await whileLaunchIsHeld(leave, other)).toEqual(['done', 'done']);
  });
});

import { expect, it } from 'vitest';
import { DAY_MS, NOBODY_ANSWERS, openSilentWorld } from '../../../local/farcaster/testing/silent-world.ts';
import { testUsers } from '../../../local/farcaster/users.ts';
import { stableUuid } from '../../../local/town/stable-id.ts';
import { arrayOf } from '../_shared/adapters/database-array.ts';
import { profileStore } from '../_shared/stores/identity-profiles.ts';

const world = openSilentWorld(29_710);
const { admin, db, clock, farcaster, neynar, hub, work, workByHub, perform, castUnheard, pollAgain, pollAuthors } = world;
const { creator, fan } = testUsers;

it.each(['Neynar', 'a hub'])('finds a performance that was cast in the silence, asking %s', async asked => {
  const id = stableUuid(`unheard ${asked}`);
  await perform();
  const { hash } = await castUnheard(id, `Unheard by ${asked} — song`);
  await pollAuthors();
  await work(asked === 'Neynar' ? neynar() : hub());
  const [found] = await admin`select status, title, farcaster_cast_id from public.performances where id = ${id}`;
  expect(found).toEqual({ status: 'live', title: `Unheard by ${asked}`, farcaster_cast_id: hash });
  // Everything is quiet here, so once a day is enough.
  const [next] = await admin`select next_at from private.author_polls`;
  expect(Number(next?.next_at)).toBeGreaterThan(clock.at + DAY_MS - 3_600_000);
});

it('goes on past a cast that cannot be recorded, tries it by itself, and tells why it was given up', async () => {
  const ids = [stableUuid('poisoned'), stableUuid('behind it')] as const;
  const { hash } = await castUnheard(ids[0], 'Poisoned — song');
  await castUnheard(ids[1], 'Behind it — song');
  await pollAuthors();
  // Eight tries are longer than what one evening of `work` takes.
  for (let evening = 0; evening < 2; evening++) await work(hub(), { poison: hash });
  const found = await admin`select title from public.performances where id = any (${arrayOf(ids)}::uuid[])`;
  expect(found).toEqual([{ title: 'Behind it' }]);
  const [dead] = await admin`select kind, payload, cause from public.dead_jobs where key = ${`cast:${hash}`}`;
  expect(dead).toEqual({
    kind: 'cast',
    payload: { hash, authorFid: creator.fid },
    cause: expect.stringContaining('cannot be recorded (tried 8 times)'),
  });
});

it('hides what was deleted meanwhile once two sources say so, and stops its coin', async () => {
  const { id, hash } = await perform();
  const stateOf = async () =>
    (
      await admin`
        select p.status, p.taken_back_at is not null as back, q.status as launch from public.performances p
        left join public.viral_queue q on q.performance_id = p.id where p.id = ${id}`
    )[0];
  const look = async (hubUrl?: string) => {
    await pollAgain(hash);
    await work(neynar(), { hubUrl });
  };
  await look();
  await admin`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
    select id, user_id, 1, 'v', now() from public.performances where id = ${id}`;
  await farcaster().deleteCast({ castHash: hash });
  // Nobody to ask twice: it stays.
  await look(NOBODY_ANSWERS);
  expect(await stateOf()).toEqual({ status: 'live', back: false, launch: 'detected' });
  // Nor is a hub that stands in for Neynar two.
  await pollAgain(hash);
  await workByHub();
  expect(await stateOf()).toEqual({ status: 'live', back: false, launch: 'detected' });
  await look();
  expect(await stateOf()).toEqual({ status: 'hidden', back: true, launch: 'held' });
  expect(await admin`select from private.cast_polls where cast_hash = ${hash}`).toHaveLength(0);
});

it('makes no account for who deleted theirs, nor for who only passes a take on', async () => {
  const { id } = await perform();
  const accounts = () => admin`select from public.users where farcaster_fid is not null`;
  const look = async () => {
    await pollAuthors();
    await work(neynar());
  };
  await castUnheard(id, 'Hear this', fan.fid);
  await admin`insert into private.author_polls (fid, next_at) values (${fan.fid}, ${new Date(clock.at)})`;
  await look();
  expect(await accounts()).toHaveLength(1);
  const [nia] = await admin<{ id: string }[]>`select id from public.users where farcaster_fid = ${creator.fid}`;
  await profileStore(db).eraseUser(nia?.id ?? '');
  expect(await admin`select from private.author_polls where fid = ${creator.fid}`).toHaveLength(0);
  await admin`insert into private.author_polls (fid, next_at) values (${creator.fid}, ${new Date(clock.at)})`;
  await look();
  expect(await accounts()).toHaveLength(0);
});

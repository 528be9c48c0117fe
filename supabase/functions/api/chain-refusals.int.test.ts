import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import type { PoseCapture } from '../../../shared/chains/import-pose.ts';
import type { Performance } from '../../../shared/chains/testing/dancer.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { profileStore } from '../_shared/stores/identity-profiles.ts';
import { asAnswer, chainDoors, danced, lengthOf, type Name } from '../_testing/chain-doors.ts';

const { admin, db } = openTestDatabase(30_220);
const doors = chainDoors(admin, db);
beforeEach(() => doors.reset());

describe('a dance chain', () => {
  it.each([
    ['stands still', ['wave', 'kick'], { amplitude: 0 }],
    ['dances something else', ['squat', 'kick'], {}],
  ] as const)('takes nobody who %s', async (_, names, options) => {
    const { move_id } = await doors.start();
    const someone = await doors.person();
    expect(await doors.answer(someone.access_token, move_id, names, options)).toMatchObject({
      status: 422,
      body: { error: { code: 'chains/not-repeated', message: expect.stringContaining('Wave matched') } },
    });
    expect(await admin`select from public.dance_moves where parent_id = ${move_id}`).toHaveLength(0);
  });

  it('has one place for a movement: beside another take it is refused in words that say so', async () => {
    const { move_id } = await doors.start();
    const jonas = await doors.person();
    const recording = danced(['wave', 'kick']);
    const send = async (ms: number | null) => {
      const beside = ms === null ? {} : { performance_id: await doors.filmed(jonas.user.id, ms) };
      return doors.say(jonas.access_token, `moves/${move_id}/answers`, { ...asAnswer(recording, 2), ...beside });
    };
    expect((await send(lengthOf(recording))).status).toBe(200);
    for (const ms of [lengthOf(recording), null])
      expect(await send(ms)).toMatchObject({
        status: 409,
        body: { error: { code: 'chains/move-there', message: expect.stringContaining('in already') } },
      });
  });

  it('needs a move that moves, a session, and a pinning service that stores what it was sent', async () => {
    const nia = await doors.person();
    const begin = (names: readonly Name[], options?: Performance) => ({
      kind: 'dance',
      title: 'Stone',
      name: 'Statue',
      recording: danced(names, options),
    });
    expect((await doors.say(nia.access_token, 'chains', begin(['wave'], { amplitude: 0 }))).body.error.code).toBe(
      'chains/too-still',
    );
    expect((await doors.say('', 'chains', begin(['wave']))).status).toBe(401);
    expect((await doors.say(nia.access_token, 'chains', { ...begin(['wave']), title: '\u202e\u0000 \u200b' })).status).toBe(400);
    const written = { ...begin(['wave']), title: ' Sto\u0000ne\u202e\n', name: '\ud800Statue\u2067' };
    const { body } = await doors.say(nia.access_token, 'chains', written);
    expect(
      await admin`
        select c.title, c.poster_lines, m.name from public.dance_chains c join public.dance_moves m on m.chain_id = c.id where c.id = ${body.chain_id}`,
    ).toEqual([{ title: 'Sto ne', poster_lines: ['Sto ne'], name: '\ufffdStatue' }]);
    const empty = { ...begin(['wave']), recording: { frames: [] } };
    expect((await doors.say(nia.access_token, 'chains', empty)).body.error.code).toBe('chains/bad-pose');
    expect((await doors.say(nia.access_token, 'moves/nonsense/answers', { name: 'Kick' })).status).toBe(404);
    doors.ipfs.pin = async () => blockCid(new Uint8Array([1]));
    expect(await doors.say(nia.access_token, 'chains', begin(['kick']))).toMatchObject({
      status: 502,
      body: { error: { code: 'ipfs/wrong-cid' } },
    });
  });

  it('shows a take beside a move only when both are as long', async () => {
    const { move_id } = await doors.start();
    const jonas = await doors.person();
    const recording = danced(['wave', 'kick']);
    const length = lengthOf(recording);
    const withTake = async (ms: number | null) => {
      const performance_id = await doors.filmed(jonas.user.id, ms);
      return doors.say(jonas.access_token, `moves/${move_id}/answers`, { ...asAnswer(recording, 2), performance_id });
    };
    for (const ms of [length + 1_200, length - 1_200, null])
      expect(await withTake(ms)).toMatchObject({ status: 422, body: { error: { code: 'chains/other-length' } } });
    expect(await withTake(length + 700)).toMatchObject({ status: 200 });
  });

  it('shows no take that is not posted, or is of the other kind', async () => {
    const nia = await doors.person();
    const recording = danced(['wave']);
    for (const [kind, other] of [
      ['song', 'dance'],
      ['dance', 'song'],
    ] as const) {
      const begin = async (of: string, status: string) => {
        const [take] = await admin`
          insert into public.performances (user_id, title, poster_lines, kind, ink, status, duration_ms)
          values (${nia.user.id}, 'Take', '{TAKE}', ${of}, 'amber', ${status}, ${lengthOf(recording)}) returning id`;
        const moved = kind === 'dance' ? { recording } : {};
        return doors.say(nia.access_token, 'chains', { kind, title: 'Round', name: 'First', performance_id: take?.id, ...moved });
      };
      expect((await begin(kind, 'draft')).body.error.code).toBe('chains/take-waits');
      expect((await begin(other, 'live')).body.error.code).toBe('chains/not-your-take');
      expect((await begin(kind, 'live')).status).toBe(200);
    }
  });

  it('takes no answer to what is hidden while it is judged', async () => {
    const { move_id } = await doors.start();
    const [jonas, mei] = [await doors.person(), await doors.person()];
    const second = await doors.answer(jonas.access_token, move_id, ['wave', 'kick']);
    for (const hide of [
      () => admin`update public.dance_moves set status = 'hidden' where id = ${move_id}`,
      () => admin`update public.dance_chains set status = 'hidden' where id = ${second.body.chain_id}`,
    ]) {
      doors.ipfs.meanwhile = async () => void (await hide());
      expect(await doors.answer(mei.access_token, second.body.move_id, ['wave', 'kick', 'robot'])).toMatchObject({
        status: 404,
        body: { error: { code: 'chains/not-found' } },
      });
      await admin`update public.dance_moves set status = 'live'`;
    }
    expect(await admin`select from public.dance_moves where parent_id = ${second.body.move_id}`).toHaveLength(0);
  });

  it('takes none either when it is hidden while the answer is on its way in', async () => {
    const { move_id } = await doors.start();
    const [jonas, mei] = [await doors.person(), await doors.person()];
    const second = await doors.answer(jonas.access_token, move_id, ['wave', 'kick']);
    const begun = Promise.withResolvers<void>();
    const waiting = () =>
      admin`select from pg_catalog.pg_stat_activity where wait_event_type = 'Lock' and query like '%public.dance_moves%'`;
    const hide = () =>
      admin.begin(async tx => {
        await tx`update public.dance_moves set status = 'hidden' where id = ${move_id}`;
        begun.resolve();
        await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBe(1);
      });
    let hiding: Promise<void> | undefined;
    doors.ipfs.meanwhile = () => {
      hiding ??= hide();
      return begun.promise;
    };
    const late = await doors.answer(mei.access_token, second.body.move_id, ['wave', 'kick', 'robot']);
    expect(late).toMatchObject({ status: 404, body: { error: { code: 'chains/not-found' } } });
    await hiding;
    // What was pinned for it is known, and given up within the hour.
    const left = await admin<{ cid: string }[]>`select cid from public.pose_files where user_id = ${mei.user.id}`;
    expect(left.map(({ cid }) => doors.pinned.has(cid))).toEqual([true]);
    await doors.anHourLater(left[0]?.cid ?? '');
    expect(doors.pinned.has(left[0]?.cid ?? '')).toBe(false);
    expect(await admin`select from public.pose_files where user_id = ${mei.user.id}`).toHaveLength(0);
  });

  it('takes nothing of somebody who left while it was judged', async () => {
    const { move_id } = await doors.start();
    const jonas = await doors.person();
    doors.ipfs.meanwhile = () => profileStore(db).eraseUser(jonas.user.id);
    expect(await doors.answer(jonas.access_token, move_id, ['wave', 'kick'])).toMatchObject({
      status: 401,
      body: { error: { code: 'identity/session-over' } },
    });
    expect(await admin`select from public.dance_moves where user_id = ${jonas.user.id}`).toHaveLength(0);
    const mei = await doors.person();
    doors.ipfs.pin = async (bytes, name) => {
      await profileStore(db).eraseUser(mei.user.id);
      return doors.pinsWell(bytes, name);
    };
    const begin = { kind: 'dance', title: 'Ghost', name: 'Wave', recording: danced(['wave']) };
    expect((await doors.say(mei.access_token, 'chains', begin)).body.error.code).toBe('identity/session-over');
    expect(await admin`select from public.dance_chains where started_by = ${mei.user.id}`).toHaveLength(0);
  });

  it('takes sixty movements an hour of a person, and what is sent again is none more', async () => {
    const nia = await doors.person();
    const begin = (recording: PoseCapture) => ({ kind: 'dance', title: 'Floor', name: 'Wave', recording });
    const first = begin(danced(['wave']));
    expect((await doors.say(nia.access_token, 'chains', first)).status).toBe(200);
    await admin`
      insert into public.pose_files (cid, user_id, bytes, frames, duration_ms)
      select 'b' || rpad(translate(md5(i::text), '0189', 'ghij'), 58, 'q'), ${nia.user.id}, 10, 30, 1000 from generate_series(1, 58) i`;
    const both = await Promise.all([1, 2].map(() => doors.say(nia.access_token, 'chains', begin(danced(['wave'])))));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 429]);
    expect((await doors.say(nia.access_token, 'chains', first)).status).toBe(200);
  });

  it('judges so many tries a minute and no more', async () => {
    const nia = await doors.person();
    const statuses = [];
    for (let i = 0; i <= DOOR_LIMITS.move.most; i++)
      statuses.push((await doors.say(nia.access_token, i % 2 ? 'chains' : 'moves/nonsense/answers', { name: 'Kick' })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter(status => status === 429)).toHaveLength(1);
  });

  it('that was taken down takes no answers', async () => {
    const { chain_id, move_id } = await doors.start();
    await admin`update public.dance_chains set status = 'hidden' where id = ${chain_id}`;
    const jonas = await doors.person();
    expect((await doors.answer(jonas.access_token, move_id, ['wave', 'kick'])).body.error.code).toBe('chains/not-found');
  });
});

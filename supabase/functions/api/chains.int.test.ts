import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { importPose } from '../../../shared/chains/import-pose.ts';
import { poseMs, slicePose } from '../../../shared/chains/pose.ts';
import { BODIES } from '../../../shared/chains/testing/dancer.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { asAnswer, chainDoors, danced, lengthOf } from '../_testing/chain-doors.ts';

const { admin, db } = openTestDatabase(29_440);
const doors = chainDoors(admin, db);
beforeEach(() => doors.reset());

describe('a dance chain', () => {
  it('grows by answers to any node, each with its scores', async () => {
    const { chain_id, move_id: first } = await doors.start();
    const [jonas, mei, kwame] = [await doors.person(), await doors.person(), await doors.person()];
    const second = await doors.answer(jonas.access_token, first, ['wave', 'kick'], { body: BODIES.broad, ms: 3_000 });
    expect(second).toMatchObject({ status: 200, body: { chain_id, score: { scorer: 'limbs-2', mirrored: false } } });
    const third = await doors.answer(mei.access_token, second.body.move_id, ['wave', 'kick', 'robot'], { mirrored: true });
    expect(third.body.score).toMatchObject({ mirrored: true });
    expect(third.body.score.moves).toHaveLength(2);
    expect(Math.min(...third.body.score.moves)).toBeGreaterThanOrEqual(85);
    const branch = await doors.answer(kwame.access_token, first, ['wave', 'squat']);
    expect(branch.status).toBe(200);
    const moves = await admin`
      select depth, parent_id, score, cardinality(scores) as scores, votes_count from public.dance_moves where chain_id = ${chain_id} order by depth, created_at`;
    expect(moves.map(move => move.depth)).toEqual([1, 2, 2, 3]);
    expect(moves.map(move => move.scores)).toEqual([null, 1, 1, 2]);
    expect(moves[3]?.parent_id).toBe(second.body.move_id);
    const [chain] = await admin`select title, poster_lines, moves_count, longest from public.dance_chains where id = ${chain_id}`;
    expect(chain).toMatchObject({ poster_lines: ['Kitchen', 'floor', 'shuffle'], moves_count: 4, longest: 3 });
  });

  it('tells who started it, and whose move was answered, once until they read of it', async () => {
    const { nia, chain_id, move_id: first } = await doors.start();
    const [jonas, mei] = [await doors.person(), await doors.person()];
    const told = async () => admin`
      select user_id, moves, move_id, read_at is null as unread from public.notices where chain_id = ${chain_id} order by moves desc, unread`;
    const second = await doors.answer(jonas.access_token, first, ['wave', 'kick']);
    expect(await told()).toEqual([{ user_id: nia.user.id, moves: 1, move_id: second.body.move_id, unread: true }]);
    const third = await doors.answer(mei.access_token, second.body.move_id, ['wave', 'kick', 'robot']);
    const newest = { move_id: third.body.move_id, unread: true };
    expect(await told()).toEqual([
      { user_id: nia.user.id, moves: 2, ...newest },
      { user_id: jonas.user.id, moves: 1, ...newest },
    ]);
    await admin`update public.notices set read_at = now() where user_id = ${nia.user.id}`;
    // Nobody is told of their own move.
    const own = await doors.answer(nia.access_token, third.body.move_id, ['wave', 'kick', 'robot', 'squat']);
    expect((await told()).map(({ user_id }) => user_id)).toEqual([nia.user.id, jonas.user.id, mei.user.id]);
    await doors.answer(jonas.access_token, own.body.move_id, ['wave', 'kick', 'robot', 'squat', 'wave']);
    expect(await told()).toContainEqual(expect.objectContaining({ user_id: nia.user.id, moves: 1, unread: true }));
  });

  it('is decided by what is on IPFS, and takes no movement of somebody else', async () => {
    const { nia, move_id } = await doors.start();
    const thief = await doors.person();
    const { cid, pose } = await doors.published(move_id);
    const begin = { kind: 'dance', title: 'Mine', name: 'Mine', recording: pose };
    expect((await doors.say(thief.access_token, 'chains', begin)).body.error.code).toBe('chains/copied-pose');
    expect((await doors.say(nia.access_token, 'chains', begin)).body.error.code).toBe('chains/move-there');
    const repeated = importPose(danced(['wave']));
    const from = poseMs(repeated) + 33;
    const frames = [...repeated.frames, ...pose.frames.map(([at = 0, ...rest]) => [at + from, ...rest])];
    const stolen = { name: 'Mine', recording: { ...pose, frames }, own_from_ms: from };
    expect((await doors.say(thief.access_token, `moves/${move_id}/answers`, stolen)).body.error.code).toBe('chains/copied-pose');
    doors.pinned.delete(cid);
    expect(await doors.answer(thief.access_token, move_id, ['wave', 'kick'])).toMatchObject({
      status: 503,
      body: { error: { code: 'ipfs/away' } },
    });
  });

  it('publishes of an answer the move that it adds, and of one that does not join nothing', async () => {
    const { move_id } = await doors.start();
    const jonas = await doors.person();
    const before = doors.pinned.size;
    expect((await doors.answer(jonas.access_token, move_id, ['squat', 'kick'])).status).toBe(422);
    expect(doors.pinned.size).toBe(before);
    const recording = danced(['wave', 'kick']);
    const { body } = await doors.say(jonas.access_token, `moves/${move_id}/answers`, asAnswer(recording, 2));
    const { pose, ms } = await doors.published(body.move_id);
    const whole = importPose(recording);
    expect(canonicalJson(pose)).toBe(canonicalJson(slicePose(whole, asAnswer(recording, 2).own_from_ms, poseMs(whole))));
    expect(ms).toBe(poseMs(pose));
    expect(doors.pinned.size).toBe(before + 1);
  });

  it('has an answer once, however often it is sent', async () => {
    const { move_id } = await doors.start();
    const jonas = await doors.person();
    const recording = danced(['wave', 'kick']);
    const performance_id = await doors.filmed(jonas.user.id, lengthOf(recording));
    const send = (extra: object) =>
      doors.say(jonas.access_token, `moves/${move_id}/answers`, { ...asAnswer(recording, 2), ...extra });
    const sent = [
      await send({ performance_id }),
      await send({ performance_id }),
      ...(await Promise.all([1, 2].map(() => send({ performance_id })))),
    ];
    expect(new Set(sent.map(({ status, body }) => `${status} ${body.move_id}`)).size).toBe(1);
    expect(sent[0]?.status).toBe(200);
    expect(await admin`select from public.dance_moves where parent_id = ${move_id}`).toHaveLength(1);
    expect((await send({ performance_id, name: 'Another name' })).body.error.code).toBe('chains/move-there');
    const before = doors.pinned.size;
    const another = { ...asAnswer(danced(['wave', 'squat']), 2), performance_id };
    expect((await send(another)).body.error.code).toBe('chains/not-your-take');
    expect(doors.pinned.size).toBe(before);
  });

  it('is started once by a first move, however often that is sent', async () => {
    const nia = await doors.person();
    const recording = danced(['wave']);
    const performance_id = await doors.filmed(nia.user.id, lengthOf(recording));
    const send = (extra: object) => doors.say(nia.access_token, 'chains', { kind: 'dance', name: 'Wave', recording, ...extra });
    const sent = await Promise.all([1, 2, 3].map(() => send({ title: 'Floor', performance_id })));
    expect(new Set(sent.map(({ status, body }) => `${status} ${body.chain_id} ${body.move_id}`)).size).toBe(1);
    expect(sent[0]?.status).toBe(200);
    expect(await admin`select from public.dance_chains where started_by = ${nia.user.id}`).toHaveLength(1);
    for (const other of [
      { title: 'Floor' },
      { title: 'Kitchen floor', performance_id },
      { title: 'Floor', name: 'Sway', performance_id },
    ])
      expect(await send(other)).toMatchObject({ status: 409, body: { error: { code: 'chains/move-there' } } });
  });

  it('keeps no movement that joined nothing for an hour, and takes it again', async () => {
    const nia = await doors.person();
    const begin = { kind: 'dance', title: 'Floor', name: 'Wave', recording: danced(['wave']) };
    doors.ipfs.pin = async (bytes, name) => {
      await doors.pinsWell(bytes, name);
      throw new AppError('ipfs/away', 'away', { status: 503, retryable: true });
    };
    expect((await doors.say(nia.access_token, 'chains', begin)).status).toBe(503);
    doors.ipfs.pin = doors.pinsWell;
    const [left] = await admin<{ cid: string }[]>`select cid from public.pose_files where user_id = ${nia.user.id}`;
    const cid = left?.cid ?? '';
    expect(doors.pinned.has(cid)).toBe(true);
    // Its hour is over, and the job has not come yet: nothing joins with what is about to go.
    await admin`update public.pose_files set lapses_at = now() where cid = ${cid}`;
    expect((await doors.say(nia.access_token, 'chains', begin)).body.error.code).toBe('chains/pose-going');
    await doors.anHourLater(cid);
    expect(doors.pinned.has(cid)).toBe(false);
    expect((await doors.say(nia.access_token, 'chains', begin)).status).toBe(200);
    expect(doors.pinned.has(cid)).toBe(true);
    await doors.anHourLater(cid);
    expect(doors.pinned.has(cid)).toBe(true);
  });
});

describe('a song chain', () => {
  const take = async (userId: string, title: string) => {
    const [row] = await admin<{ id: string }[]>`
      insert into public.performances (user_id, title, poster_lines, kind, ink) values (${userId}, ${title}, '{SONG}', 'song', 'amber') returning id`;
    return row?.id ?? '';
  };

  it('goes from take to take, without pose data, each take once', async () => {
    const [nia, jonas] = [await doors.person(), await doors.person()];
    const [verse, duet] = [await take(nia.user.id, 'Verse'), await take(jonas.user.id, 'Duet')];
    const begin = { kind: 'song', title: 'Harbour round', name: 'First verse', performance_id: verse };
    expect((await doors.say(jonas.access_token, 'chains', begin)).body.error.code).toBe('chains/not-your-take');
    expect((await doors.say(nia.access_token, 'chains', { ...begin, performance_id: undefined })).body.error.code).toBe(
      'chains/wrong-kind',
    );
    const { body } = await doors.say(nia.access_token, 'chains', begin);
    expect((await doors.say(nia.access_token, 'chains', begin)).body).toEqual(body);
    expect((await doors.say(nia.access_token, 'chains', { ...begin, title: 'Another round' })).body.error.code).toBe(
      'chains/move-there',
    );
    const door = `moves/${body.move_id}/answers`;
    expect((await doors.say(jonas.access_token, door, { name: 'Duet' })).body.error.code).toBe('chains/wrong-kind');
    const both = await Promise.all(
      [1, 2, 3].map(() => doors.say(jonas.access_token, door, { name: 'Duet', performance_id: duet })),
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(both.map(({ body }) => body.move_id)).size).toBe(1);
    expect((await doors.say(nia.access_token, door, { name: 'Duet', performance_id: duet })).body.error.code).toBe(
      'chains/not-your-take',
    );
    expect(
      (await doors.say(jonas.access_token, `moves/${both[0]?.body.move_id}/answers`, { name: 'Again', performance_id: duet }))
        .body.error.code,
    ).toBe('chains/not-your-take');
    expect((await admin`select score from public.dance_moves where performance_id = ${duet}`)[0]).toEqual({ score: null });
  });
});

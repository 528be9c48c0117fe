import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import { poseHandler } from '../../../shared/chains/end-pose.ts';
import { importPose, type PoseCapture } from '../../../shared/chains/import-pose.ts';
import { poseMs, readPose, slicePose } from '../../../shared/chains/pose.ts';
import { BODIES, DANCES, dancer, type Performance } from '../../../shared/chains/testing/dancer.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { metadataCid } from '../../../shared/launches/metadata-cid.ts';
import { openConsent } from '../../../shared/launches/open-consent.ts';
import { packPrint } from '../../../shared/moderation/pack-print.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import type { Job } from '../../../shared/ops/schema.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { poseStore } from '../_shared/stores/chain-poses.ts';
import { chainStore } from '../_shared/stores/chains.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import { addressOf, type IdentityDoors, identityDoors } from '../_testing/identity-doors.ts';
import { seedLaunch } from '../_testing/seed-launch.ts';

let database: TestDatabase;
let admin: Database;
let db: Database;
let doors: IdentityDoors;
/** What is on IPFS. */
const pinned = new Map<string, Uint8Array>();
/** What else happens while files are read. */
let meanwhile = async () => {};
let pin = async (bytes: Uint8Array, _name: string) => {
  const cid = await metadataCid(bytes);
  pinned.set(cid, bytes);
  return cid;
};
const pinsWell = pin;
let fid = 9_000;

beforeAll(async () => {
  database = await startTestDatabase(29_440);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
  doors = await identityDoors(db, {
    store: chainStore(db),
    poses: poseStore(db),
    pin: (bytes, name) => pin(bytes, name),
    cidOf: metadataCid,
    read: async cid => {
      await meanwhile();
      const bytes = pinned.get(cid);
      if (bytes === undefined) throw new AppError('ipfs/away', 'away', { status: 503, retryable: true });
      return bytes;
    },
    newId: () => crypto.randomUUID(),
  });
});
afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await database?.stop();
});
beforeEach(() => {
  pin = pinsWell;
  meanwhile = async () => {};
});

type Name = keyof typeof DANCES;
type Told = { chain_id: string; move_id: string; error: { code: string; message: string } } & {
  score: { total: number; moves: number[]; scorer: string; mirrored: boolean };
};
let times = 0;
/** One dance after the other. A little noise, as no two recordings are the same. */
const danced = (names: readonly Name[], options: Performance = {}): PoseCapture => {
  let from = 0;
  times += 1;
  const random = () => (Math.sin(++times * 12.9898) * 43_758.5453) % 1 || 0.5;
  const frames = names.flatMap(name => {
    const part = dancer(DANCES[name], { noise: 0.004, random: () => Math.abs(random()), ...options }).frames;
    const shifted = part.map(frame => ({ ...frame, t: frame.t + from }));
    from = (shifted.at(-1)?.t ?? 0) + 33;
    return shifted;
  });
  return { frames };
};
const person = () => doors.byFarcaster(++fid);
const say = (token: string, path: string, body: unknown) => doors.ask<Told>('POST', `api/${path}`, body, token);
const lengthOf = ({ frames }: PoseCapture) => Math.round(frames.at(-1)?.t ?? 0);
/** One's own move is the last of a recording. */
const asAnswer = (recording: PoseCapture, moves: number) => ({
  name: `Move ${moves}`,
  recording,
  own_from_ms: Math.round((lengthOf(recording) * (moves - 1)) / moves) + 16,
});

async function start(title = 'Kitchen floor shuffle') {
  const nia = await person();
  const { body } = await say(nia.access_token, 'chains', { kind: 'dance', title, name: 'Wave', recording: danced(['wave']) });
  return { nia, ...body };
}

const answer = (token: string, moveId: string, names: readonly Name[], options?: Performance) =>
  say(token, `moves/${moveId}/answers`, asAnswer(danced(names, options), names.length));

/** What is published of a move. */
async function published(moveId: string) {
  const [row] = await admin<{ pose_cid: string; move_ms: number }[]>`
    select pose_cid, move_ms from public.dance_moves where id = ${moveId}`;
  return {
    cid: row?.pose_cid ?? '',
    ms: row?.move_ms,
    pose: readPose(JSON.parse(new TextDecoder().decode(pinned.get(row?.pose_cid ?? '')))),
  };
}

/** A take that shows a dance. */
async function filmed(userId: string, ms: number | null) {
  const [row] = await admin<{ id: string }[]>`
    insert into public.performances (user_id, title, poster_lines, kind, ink, duration_ms)
    values (${userId}, 'Film', '{FILM}', 'dance', 'amber', ${ms}) returning id`;
  return row?.id;
}

/** The job that a movement brought, when its time has come. */
async function anHourLater(cid: string) {
  await admin`update public.pose_files set lapses_at = now() where cid = ${cid}`;
  const pins = {
    named: async (name: string) => [...pinned.keys()].filter(key => name === `pose ${key}`).map(key => ({ ref: key, cid: key })),
    remove: async (ref: string) => void pinned.delete(ref),
  };
  const handle = poseHandler({ store: poseStore(db), pins, now: () => unixMs(Date.now()) });
  const [job] = await admin<Job[]>`select * from public.jobs where key = ${`pose:${cid}`}`;
  if (job === undefined) throw new Error('no job knows of it');
  while ((await handle(job, unixMs(Date.now() + 10_000))) !== 'done');
}

describe('a dance chain', () => {
  it('grows by answers to any node, each with its scores', async () => {
    const { chain_id, move_id: first } = await start();
    const [jonas, mei, kwame] = [await person(), await person(), await person()];
    const second = await answer(jonas.access_token, first, ['wave', 'kick'], { body: BODIES.broad, ms: 3_000 });
    expect(second).toMatchObject({ status: 200, body: { chain_id, score: { scorer: 'limbs-2', mirrored: false } } });
    const third = await answer(mei.access_token, second.body.move_id, ['wave', 'kick', 'robot'], { mirrored: true });
    expect(third.body.score).toMatchObject({ mirrored: true });
    expect(third.body.score.moves).toHaveLength(2);
    expect(Math.min(...third.body.score.moves)).toBeGreaterThanOrEqual(85);
    const branch = await answer(kwame.access_token, first, ['wave', 'squat']);
    expect(branch.status).toBe(200);
    const moves = await admin`
      select depth, parent_id, score, cardinality(scores) as scores, votes_count from public.dance_moves where chain_id = ${chain_id} order by depth, created_at`;
    expect(moves.map(move => move.depth)).toEqual([1, 2, 2, 3]);
    expect(moves.map(move => move.scores)).toEqual([null, 1, 1, 2]);
    expect(moves[3]?.parent_id).toBe(second.body.move_id);
    const [chain] = await admin`select title, poster_lines, moves_count, longest from public.dance_chains where id = ${chain_id}`;
    expect(chain).toMatchObject({ poster_lines: ['Kitchen', 'floor', 'shuffle'], moves_count: 4, longest: 3 });
  });

  it.each([
    ['stands still', ['wave', 'kick'], { amplitude: 0 }],
    ['dances something else', ['squat', 'kick'], {}],
  ] as const)('takes nobody who %s', async (_, names, options) => {
    const { move_id } = await start();
    const someone = await person();
    expect(await answer(someone.access_token, move_id, names, options)).toMatchObject({
      status: 422,
      body: { error: { code: 'chains/not-repeated', message: expect.stringContaining('Wave matched') } },
    });
    expect(await admin`select from public.dance_moves where parent_id = ${move_id}`).toHaveLength(0);
  });

  it('is decided by what is on IPFS, and takes no movement of somebody else', async () => {
    const { nia, move_id } = await start();
    const thief = await person();
    const { cid, pose } = await published(move_id);
    const begin = { kind: 'dance', title: 'Mine', name: 'Mine', recording: pose };
    expect((await say(thief.access_token, 'chains', begin)).body.error.code).toBe('chains/copied-pose');
    expect((await say(nia.access_token, 'chains', begin)).body.error.code).toBe('chains/move-there');
    const repeated = importPose(danced(['wave']));
    const from = poseMs(repeated) + 33;
    const frames = [...repeated.frames, ...pose.frames.map(([at = 0, ...rest]) => [at + from, ...rest])];
    const stolen = { name: 'Mine', recording: { ...pose, frames }, own_from_ms: from };
    expect((await say(thief.access_token, `moves/${move_id}/answers`, stolen)).body.error.code).toBe('chains/copied-pose');
    pinned.delete(cid);
    expect(await answer(thief.access_token, move_id, ['wave', 'kick'])).toMatchObject({
      status: 503,
      body: { error: { code: 'ipfs/away' } },
    });
  });

  it('publishes of an answer the move that it adds, and of one that does not join nothing', async () => {
    const { move_id } = await start();
    const jonas = await person();
    const before = pinned.size;
    expect((await answer(jonas.access_token, move_id, ['squat', 'kick'])).status).toBe(422);
    expect(pinned.size).toBe(before);
    const recording = danced(['wave', 'kick']);
    const { body } = await say(jonas.access_token, `moves/${move_id}/answers`, asAnswer(recording, 2));
    const { pose, ms } = await published(body.move_id);
    const whole = importPose(recording);
    expect(canonicalJson(pose)).toBe(canonicalJson(slicePose(whole, asAnswer(recording, 2).own_from_ms, poseMs(whole))));
    expect(ms).toBe(poseMs(pose));
    expect(pinned.size).toBe(before + 1);
  });

  it('has an answer once, however often it is sent', async () => {
    const { move_id } = await start();
    const jonas = await person();
    const recording = danced(['wave', 'kick']);
    const performance_id = await filmed(jonas.user.id, lengthOf(recording));
    const send = (extra: object) => say(jonas.access_token, `moves/${move_id}/answers`, { ...asAnswer(recording, 2), ...extra });
    const sent = [
      await send({ performance_id }),
      await send({ performance_id }),
      ...(await Promise.all([1, 2].map(() => send({ performance_id })))),
    ];
    expect(new Set(sent.map(({ status, body }) => `${status} ${body.move_id}`)).size).toBe(1);
    expect(sent[0]?.status).toBe(200);
    expect(await admin`select from public.dance_moves where parent_id = ${move_id}`).toHaveLength(1);
    expect((await send({ performance_id, name: 'Another name' })).body.error.code).toBe('chains/move-there');
    const before = pinned.size;
    const another = { ...asAnswer(danced(['wave', 'squat']), 2), performance_id };
    expect((await send(another)).body.error.code).toBe('chains/not-your-take');
    expect(pinned.size).toBe(before);
  });

  it('has one place for a movement: beside another take it is refused in words that say so', async () => {
    const { move_id } = await start();
    const jonas = await person();
    const recording = danced(['wave', 'kick']);
    const send = async (ms: number | null) => {
      const beside = ms === null ? {} : { performance_id: await filmed(jonas.user.id, ms) };
      return say(jonas.access_token, `moves/${move_id}/answers`, { ...asAnswer(recording, 2), ...beside });
    };
    expect((await send(lengthOf(recording))).status).toBe(200);
    for (const ms of [lengthOf(recording), null])
      expect(await send(ms)).toMatchObject({
        status: 409,
        body: { error: { code: 'chains/move-there', message: expect.stringContaining('in already') } },
      });
  });

  it('is started once by a first move, however often that is sent', async () => {
    const nia = await person();
    const recording = danced(['wave']);
    const performance_id = await filmed(nia.user.id, lengthOf(recording));
    const send = (extra: object) => say(nia.access_token, 'chains', { kind: 'dance', name: 'Wave', recording, ...extra });
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

  it('needs a move that moves, a session, and a pinning service that stores what it was sent', async () => {
    const nia = await person();
    const begin = (names: readonly Name[], options?: Performance) => ({
      kind: 'dance',
      title: 'Stone',
      name: 'Statue',
      recording: danced(names, options),
    });
    expect((await say(nia.access_token, 'chains', begin(['wave'], { amplitude: 0 }))).body.error.code).toBe('chains/too-still');
    expect((await say('', 'chains', begin(['wave']))).status).toBe(401);
    expect((await say(nia.access_token, 'chains', { ...begin(['wave']), title: '\u202e\u0000 \u200b' })).status).toBe(400);
    const written = { ...begin(['wave']), title: ' Sto\u0000ne\u202e\n', name: '\ud800Statue\u2067' };
    const { body } = await say(nia.access_token, 'chains', written);
    expect(
      await admin`
        select c.title, c.poster_lines, m.name from public.dance_chains c join public.dance_moves m on m.chain_id = c.id where c.id = ${body.chain_id}`,
    ).toEqual([{ title: 'Sto ne', poster_lines: ['Sto ne'], name: '\ufffdStatue' }]);
    const empty = { ...begin(['wave']), recording: { frames: [] } };
    expect((await say(nia.access_token, 'chains', empty)).body.error.code).toBe('chains/bad-pose');
    expect((await say(nia.access_token, 'moves/nonsense/answers', { name: 'Kick' })).status).toBe(404);
    pin = async () => metadataCid(new Uint8Array([1]));
    expect(await say(nia.access_token, 'chains', begin(['kick']))).toMatchObject({
      status: 502,
      body: { error: { code: 'ipfs/wrong-cid' } },
    });
  });

  it('shows a take beside a move only when both are as long', async () => {
    const { move_id } = await start();
    const jonas = await person();
    const recording = danced(['wave', 'kick']);
    const length = lengthOf(recording);
    const withTake = async (ms: number | null) => {
      const performance_id = await filmed(jonas.user.id, ms);
      return say(jonas.access_token, `moves/${move_id}/answers`, { ...asAnswer(recording, 2), performance_id });
    };
    for (const ms of [length + 1_200, length - 1_200, null])
      expect(await withTake(ms)).toMatchObject({ status: 422, body: { error: { code: 'chains/other-length' } } });
    expect(await withTake(length + 700)).toMatchObject({ status: 200 });
  });

  it('takes no answer to what is hidden while it is judged', async () => {
    const { move_id } = await start();
    const [jonas, mei] = [await person(), await person()];
    const second = await answer(jonas.access_token, move_id, ['wave', 'kick']);
    for (const hide of [
      () => admin`update public.dance_moves set status = 'hidden' where id = ${move_id}`,
      () => admin`update public.dance_chains set status = 'hidden' where id = ${second.body.chain_id}`,
    ]) {
      meanwhile = async () => void (await hide());
      expect(await answer(mei.access_token, second.body.move_id, ['wave', 'kick', 'robot'])).toMatchObject({
        status: 404,
        body: { error: { code: 'chains/not-found' } },
      });
      await admin`update public.dance_moves set status = 'live'`;
    }
    expect(await admin`select from public.dance_moves where parent_id = ${second.body.move_id}`).toHaveLength(0);
  });

  it('takes none either when it is hidden while the answer is on its way in', async () => {
    const { move_id } = await start();
    const [jonas, mei] = [await person(), await person()];
    const second = await answer(jonas.access_token, move_id, ['wave', 'kick']);
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
    meanwhile = () => {
      hiding ??= hide();
      return begun.promise;
    };
    const late = await answer(mei.access_token, second.body.move_id, ['wave', 'kick', 'robot']);
    expect(late).toMatchObject({ status: 404, body: { error: { code: 'chains/not-found' } } });
    await hiding;
    // What was pinned for it is known, and given up within the hour.
    const left = await admin<{ cid: string }[]>`select cid from public.pose_files where user_id = ${mei.user.id}`;
    expect(left.map(({ cid }) => pinned.has(cid))).toEqual([true]);
    await anHourLater(left[0]?.cid ?? '');
    expect(pinned.has(left[0]?.cid ?? '')).toBe(false);
    expect(await admin`select from public.pose_files where user_id = ${mei.user.id}`).toHaveLength(0);
  });

  it('keeps no movement that joined nothing for an hour, and takes it again', async () => {
    const nia = await person();
    const begin = { kind: 'dance', title: 'Floor', name: 'Wave', recording: danced(['wave']) };
    pin = async (bytes, name) => {
      await pinsWell(bytes, name);
      throw new AppError('ipfs/away', 'away', { status: 503, retryable: true });
    };
    expect((await say(nia.access_token, 'chains', begin)).status).toBe(503);
    pin = pinsWell;
    const [left] = await admin<{ cid: string }[]>`select cid from public.pose_files where user_id = ${nia.user.id}`;
    const cid = left?.cid ?? '';
    expect(pinned.has(cid)).toBe(true);
    // Its hour is over, and the job has not come yet: nothing joins with what is about to go.
    await admin`update public.pose_files set lapses_at = now() where cid = ${cid}`;
    expect((await say(nia.access_token, 'chains', begin)).body.error.code).toBe('chains/pose-going');
    await anHourLater(cid);
    expect(pinned.has(cid)).toBe(false);
    expect((await say(nia.access_token, 'chains', begin)).status).toBe(200);
    expect(pinned.has(cid)).toBe(true);
    await anHourLater(cid);
    expect(pinned.has(cid)).toBe(true);
  });

  it('takes sixty movements an hour of a person, and what is sent again is none more', async () => {
    const nia = await person();
    const begin = (recording: PoseCapture) => ({ kind: 'dance', title: 'Floor', name: 'Wave', recording });
    const first = begin(danced(['wave']));
    expect((await say(nia.access_token, 'chains', first)).status).toBe(200);
    await admin`
      insert into public.pose_files (cid, user_id, bytes, frames, duration_ms)
      select 'b' || rpad(translate(md5(i::text), '0189', 'ghij'), 58, 'q'), ${nia.user.id}, 10, 30, 1000 from generate_series(1, 58) i`;
    const both = await Promise.all([1, 2].map(() => say(nia.access_token, 'chains', begin(danced(['wave'])))));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 429]);
    expect((await say(nia.access_token, 'chains', first)).status).toBe(200);
  });

  it('judges so many tries a minute and no more', async () => {
    const nia = await person();
    const statuses = [];
    for (let i = 0; i <= DOOR_LIMITS.move.most; i++)
      statuses.push((await say(nia.access_token, i % 2 ? 'chains' : 'moves/nonsense/answers', { name: 'Kick' })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter(status => status === 429)).toHaveLength(1);
  });

  it('that was taken down takes no answers', async () => {
    const { chain_id, move_id } = await start();
    await admin`update public.dance_chains set status = 'hidden' where id = ${chain_id}`;
    const jonas = await person();
    expect((await answer(jonas.access_token, move_id, ['wave', 'kick'])).body.error.code).toBe('chains/not-found');
  });
});

describe('a song chain', () => {
  const take = async (userId: string, title: string) => {
    const [row] = await admin<{ id: string }[]>`
      insert into public.performances (user_id, title, poster_lines, kind, ink) values (${userId}, ${title}, '{SONG}', 'song', 'amber') returning id`;
    return row?.id ?? '';
  };

  it('goes from take to take, without pose data, each take once', async () => {
    const [nia, jonas] = [await person(), await person()];
    const [verse, duet] = [await take(nia.user.id, 'Verse'), await take(jonas.user.id, 'Duet')];
    const begin = { kind: 'song', title: 'Harbour round', name: 'First verse', performance_id: verse };
    expect((await say(jonas.access_token, 'chains', begin)).body.error.code).toBe('chains/not-your-take');
    expect((await say(nia.access_token, 'chains', { ...begin, performance_id: undefined })).body.error.code).toBe(
      'chains/wrong-kind',
    );
    const { body } = await say(nia.access_token, 'chains', begin);
    expect((await say(nia.access_token, 'chains', begin)).body).toEqual(body);
    expect((await say(nia.access_token, 'chains', { ...begin, title: 'Another round' })).body.error.code).toBe(
      'chains/move-there',
    );
    const door = `moves/${body.move_id}/answers`;
    expect((await say(jonas.access_token, door, { name: 'Duet' })).body.error.code).toBe('chains/wrong-kind');
    const both = await Promise.all([1, 2, 3].map(() => say(jonas.access_token, door, { name: 'Duet', performance_id: duet })));
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(both.map(({ body }) => body.move_id)).size).toBe(1);
    expect((await say(nia.access_token, door, { name: 'Duet', performance_id: duet })).body.error.code).toBe(
      'chains/not-your-take',
    );
    expect(
      (await say(jonas.access_token, `moves/${both[0]?.body.move_id}/answers`, { name: 'Again', performance_id: duet })).body
        .error.code,
    ).toBe('chains/not-your-take');
    expect((await admin`select score from public.dance_moves where performance_id = ${duet}`)[0]).toEqual({ score: null });
  });
});

describe('the credit of a take', () => {
  it('follows remixes and moves, and begins a launch’s split', async () => {
    const [nia, jonas] = [await person(), await person()];
    const take = async (userId: string, remixOf: string | null) => {
      const [row] = await admin<{ id: string }[]>`
        insert into public.performances (user_id, title, poster_lines, kind, ink, remix_of)
        values (${userId}, 'T', '{T}', 'song', 'amber', ${remixOf}) returning id`;
      return row?.id ?? '';
    };
    const first = await take(nia.user.id, null);
    const second = await take(jonas.user.id, first);
    const seeded = await seedLaunch(admin, 77_000, addressOf('remixer'));
    await admin`update public.performances set remix_of = ${second} where id = ${seeded.performanceId}`;
    await admin`update public.users set username = 'u' || farcaster_fid where id in (${nia.user.id}, ${jonas.user.id})`;
    const file = await consentStore(db).file(seeded.launchId);
    expect(file?.credit).toEqual([
      { userId: jonas.user.id, bps: 1_000 },
      { userId: nia.user.id, bps: 500 },
    ]);
    const card = await openConsent(
      { store: consentStore(db), verify: async () => true, now: () => unixMs(Date.now()) },
      { chainId: 8453, factory: `0x${'00'.repeat(20)}`, consentHours: 24 },
      seeded,
    );
    expect(card.own_bps).toBe(8_500);
    expect(card.parts.map(({ bps, answer }) => [bps, answer])).toEqual([
      [1_000, 'asked'],
      [500, 'asked'],
    ]);
    // A circle, which no honest client makes, ends.
    await admin`update public.performances set remix_of = ${seeded.performanceId} where id = ${first}`;
    expect((await consentStore(db).file(seeded.launchId))?.credit).toHaveLength(2);
  });
});

describe('a print', () => {
  it('is taken from who uploaded the file alone, once it was checked', async () => {
    const [nia, jonas] = [await person(), await person()];
    const cid = await metadataCid(new TextEncoder().encode('a take'));
    await admin`
      insert into public.media_files (user_id, purpose, cid, size_bytes, mime, pin_status, checked_at) values
        (${nia.user.id}, 'take', ${cid}, 6, 'audio/webm', 'pinned', now()), (${jonas.user.id}, 'take', ${cid}, 6, 'audio/webm', 'allowed', null)`;
    const words = packPrint(Uint32Array.of(1, 2, 0xffffffff));
    expect((await say(jonas.access_token, 'prints', { cid, words })).status).toBe(403);
    expect((await say(nia.access_token, 'prints', { cid, words: 'AAAA' })).body.error.code).toBe('moderation/bad-print');
    expect((await say(nia.access_token, 'prints', { cid, words })).status).toBe(200);
    expect(await admin`select words, source from private.audio_prints where cid = ${cid}`).toEqual([
      { words: [1, 2, -1], source: 'device' },
    ]);
  });
});

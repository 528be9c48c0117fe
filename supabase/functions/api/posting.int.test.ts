import { describe, expect, it } from 'vitest';
import { openMediaWorld } from '../../../local/ipfs/testing/media-world.ts';
import { fileCid } from '../../../shared/media/file-cid.ts';
import { makeMedia } from '../../../shared/media/testing/make-media.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { idOfCast } from '../../../shared/performances/performance-of-cast.ts';
import type { Cast, CastEmbed } from '../../../shared/performances/schema.ts';
import { sendBytes } from '../../../web/features/media/testing/send-bytes.ts';
import { castRecorder } from '../_shared/stores/performances.ts';
import { type IdentityDoors, TERMS } from '../_testing/identity-doors.ts';

const world = openMediaWorld(30_160);
const { admin, db, doors, url } = world;
let fid = 900;

describe('posting', () => {
  type Me = Awaited<ReturnType<IdentityDoors['byFarcaster']>>;
  let casts = 0;
  const castBy = (me: Me, embeds: string[], media: CastEmbed[] = []): Cast => {
    const author = {
      fid: me.user.fid ?? 0,
      displayName: 'Fid',
      username: 'fid',
      avatarUrl: null,
      bio: null,
      walletAddress: null,
    };
    const named = embeds.map(each => ({ url: each, contentType: null, durationMs: null }));
    const cast = {
      hash: `0x${(++casts).toString(16).padStart(8, '0').padEnd(40, 'e')}`,
      author,
      text: 'Late — song',
      at: world.clock.now(),
      embeds: [...named, ...media],
      parentHash: null,
      channel: null,
    };
    world.farcaster.set(cast.hash, cast);
    return cast;
  };
  const wishFor = (id: string, mediaId: string) => ({
    id,
    media_id: mediaId,
    title: ' Night  bus ',
    kind: 'song',
    language: 'en',
    attested: 'rights-1',
  });
  const takeOf = async (id: string) => (await admin`select * from public.performances where id = ${id}`)[0];
  const readyFile = async (me: Me, seconds = 2) =>
    (await world.upload(await makeMedia('song.wav', seconds, fid), 'audio/wav', me.access_token))?.id as string;
  const post = <T = { id: string; error: { code: string } }>(path: string, body: unknown, me: Me, method = 'POST') =>
    doors.ask<T>(method, `api/performances${path}`, body, me.access_token);

  it('waits for the check, keeps a draft with what was attested, and meets its cast', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.wav', 3, fid);
    const permit = (await world.wish(bytes, 'audio/wav', me.access_token)).body;
    await world.say(permit.id, await sendBytes(bytes, 'audio/wav', permit.upload_url), me.access_token);
    const id = crypto.randomUUID();
    expect(await post('', wishFor(id, permit.id), me)).toMatchObject({
      status: 409,
      body: { error: { code: 'performances/media-waits' } },
    });
    await world.work();
    expect((await post('', wishFor(id, permit.id), me)).body).toEqual({ id, on_stage: false });
    const cast_text = 'Night bus — song\n\nOne take.';
    expect((await post('', { ...wishFor(id, permit.id), cast_text }, me)).body).toEqual({ id, on_stage: false });
    const cid = (await fileCid([bytes])).cid;
    expect(await takeOf(id)).toMatchObject({
      status: 'draft',
      title: 'Night bus',
      audio_url: `${url}/ipfs/${cid}`,
      duration_ms: 3_000,
      language: 'en',
      cast_text,
    });
    expect(await admin`select text_version from public.attestations where performance_id = ${id}`).toEqual([
      { text_version: 'rights-1' },
    ]);
    const cast = castBy(me, [`${TERMS.appUrl}/p/${id}`]);
    expect((await post(`/${id}/cast`, { hash: cast.hash }, me)).body).toEqual({ found: true });
    expect(await takeOf(id)).toMatchObject({
      status: 'live',
      title: 'Night bus',
      farcaster_cast_id: cast.hash,
      media_id: permit.id,
      cast_text: cast.text,
    });
    // Posted again, by a tap too many or as its reply was lost: the same take, which needs no second cast.
    expect(await post('', { ...wishFor(id, permit.id), title: 'Other', cast_text: 'Other' }, me)).toEqual({
      status: 200,
      body: { id, on_stage: true },
    });
    expect(await takeOf(id)).toMatchObject({ title: 'Night bus', cast_text: cast.text });
    const stranger = await doors.byFarcaster(++fid);
    expect((await post('', wishFor(id, await readyFile(stranger)), stranger)).status).toBe(404);
    expect((await post('', wishFor(crypto.randomUUID(), permit.id), stranger)).status).toBe(422);
  });

  it('is completed by a draft that comes after its cast', async () => {
    const me = await doors.byFarcaster(++fid);
    const id = crypto.randomUUID();
    await castRecorder(db, { appUrl: TERMS.appUrl })('created', castBy(me, [`${TERMS.appUrl}/p/${id}`]));
    expect(await takeOf(id)).toMatchObject({ status: 'live', title: 'Late', audio_url: null });
    const mediaId = await readyFile(me);
    expect((await post('', { ...wishFor(id, mediaId), cast_text: 'Never cast' }, me)).status).toBe(200);
    expect(await takeOf(id)).toMatchObject({ status: 'live', title: 'Night bus', media_id: mediaId, cast_text: 'Late — song' });
    // What is heard is not exchanged on stage, whether it came from here or with the cast.
    const [song, later, waiting] = [crypto.randomUUID(), await readyFile(me, 3), crypto.randomUUID()];
    const own = { url: 'https://pics.example/song.mp3', contentType: 'audio/mpeg', durationMs: 9_000 };
    await castRecorder(db, { appUrl: TERMS.appUrl })('created', castBy(me, [`${TERMS.appUrl}/p/${song}`], [own]));
    for (const swapped of [id, song]) expect((await post('', wishFor(swapped, later), me)).status).toBe(200);
    expect(await takeOf(id)).toMatchObject({ media_id: mediaId });
    expect(await takeOf(song)).toMatchObject({ title: 'Late', media_id: null, audio_url: own.url });
    // Nor does a take get another sound while its coin is decided.
    await castRecorder(db, { appUrl: TERMS.appUrl })('created', castBy(me, [`${TERMS.appUrl}/p/${waiting}`]));
    await admin`
      insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
      values (${waiting}, ${me.user.id}, 1, 'rule-1', now())`;
    expect((await post('', wishFor(waiting, later), me)).status).toBe(200);
    expect(await takeOf(waiting)).toMatchObject({ media_id: null, audio_url: null });
  });

  it('refuses what nobody attested, a text that is not in force, and a remix of nothing', async () => {
    const me = await doors.byFarcaster(++fid);
    const whole = wishFor(crypto.randomUUID(), await readyFile(me));
    const { attested: _, ...without } = whole;
    expect((await post('', without, me)).status).toBe(400);
    expect((await post('', { ...whole, attested: 'rights-0' }, me)).status).toBe(400);
    // A take is no picture, and no picture a take.
    expect((await post('', { ...whole, poster_id: whole.media_id }, me)).body.error.code).toBe('performances/no-media');
    await admin`update public.media_files set purpose = 'poster' where id = ${whole.media_id}`;
    expect((await post('', whole, me)).body.error.code).toBe('performances/no-media');
    await admin`update public.media_files set purpose = 'take' where id = ${whole.media_id}`;
    expect((await post('', { ...whole, remix_of: crypto.randomUUID() }, me)).body.error.code).toBe('performances/no-original');
  });

  it('refuses a remix of itself, and of what grew from it', async () => {
    const me = await doors.byFarcaster(++fid);
    const [first, second, third] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const file = await readyFile(me);
    for (const [id, remixOf] of [
      [first, null],
      [second, first],
      [third, second],
    ] as const) {
      await post('', { ...wishFor(id, file), remix_of: remixOf }, me);
      const cast = castBy(me, [`${TERMS.appUrl}/p/${id}`]);
      await post(`/${id}/cast`, { hash: cast.hash }, me);
    }
    for (const grown of [first, second, third])
      expect((await post(`/${first}`, { remix_of: grown }, me, 'PATCH')).body.error?.code).toBe('performances/no-original');
    expect((await post(`/${third}`, { remix_of: first }, me, 'PATCH')).status).toBe(200);
  });

  it('turns a cast into a take for its author alone, once', async () => {
    const [me, stranger] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    const cast = castBy(me, [], [{ url: 'https://pics.example/song.mp3', contentType: 'audio/mpeg', durationMs: 9_000 }]);
    const asked = { cast_hash: cast.hash, title: 'Found again', kind: 'song', attested: 'rights-1' };
    expect((await post('/from-cast', asked, stranger)).status).toBe(403);
    expect((await post(`/from-cast/${cast.hash}`, undefined, stranger, 'GET')).status).toBe(403);
    expect((await post(`/from-cast/${cast.hash}`, undefined, me, 'GET')).body).toEqual({
      title: 'Late',
      kind: 'song',
      has_media: true,
    });
    // Whoever casts the page that it would have takes nothing from its author.
    await castRecorder(db, { appUrl: TERMS.appUrl })('created', castBy(stranger, [`${TERMS.appUrl}/p/${idOfCast(cast.hash)}`]));
    const [first, again] = [await post('/from-cast', asked, me), await post('/from-cast', asked, me)];
    expect([first.status, again.body.id]).toEqual([200, first.body.id]);
    expect(await takeOf(first.body.id)).toMatchObject({
      status: 'live',
      title: 'Found again',
      farcaster_cast_id: cast.hash,
      audio_url: 'https://pics.example/song.mp3',
    });
    const theirs = castBy(stranger, [`${TERMS.appUrl}/p/${first.body.id}`], [...cast.embeds]);
    expect((await post('/from-cast', { ...asked, cast_hash: theirs.hash }, stranger)).body.id).toBe(idOfCast(theirs.hash));
    const drafted = crypto.randomUUID();
    expect((await post('', wishFor(drafted, await readyFile(me)), me)).status).toBe(200);
    const named = castBy(me, [`${TERMS.appUrl}/p/${drafted}`], [...cast.embeds]);
    expect((await post('/from-cast', { ...asked, cast_hash: named.hash }, me)).body.id).toBe(drafted);
    const taken = castBy(stranger, [`${TERMS.appUrl}/p/${drafted}`], [...cast.embeds]);
    expect((await post('/from-cast', { ...asked, cast_hash: taken.hash }, stranger)).body.error.code).toBe(
      'performances/no-such-take',
    );
    expect((await post('', wishFor(first.body.id, await readyFile(stranger)), stranger)).status).toBe(400);
    const plain = castBy(me, ['https://pics.example/page']);
    expect((await post('/from-cast', { ...asked, cast_hash: plain.hash }, me)).body.error.code).toBe(
      'performances/cast-without-media',
    );
    expect((await post('/from-cast', { ...asked, cast_hash: `0x${'9'.repeat(40)}` }, me)).status).toBe(404);
  });

  it('can be changed and taken down by its author alone; what is taken down stays down', async () => {
    const [me, stranger] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    const id = crypto.randomUUID();
    const wish = wishFor(id, await readyFile(me));
    await post('', wish, me);
    const cast = castBy(me, [`${TERMS.appUrl}/p/${id}`]);
    await post(`/${id}/cast`, { hash: cast.hash }, me);
    expect((await post(`/${id}`, { title: 'Morning bus', ink: 'teal' }, stranger, 'PATCH')).status).toBe(404);
    expect((await post(`/${id}`, { title: 'Morning bus', ink: 'teal', language: null }, me, 'PATCH')).status).toBe(200);
    expect(await takeOf(id)).toMatchObject({
      title: 'Morning bus',
      poster_lines: ['Morning bus'],
      ink: 'teal',
      language: null,
      kind: 'song',
    });
    expect((await post(`/${id}`, undefined, stranger, 'DELETE')).status).toBe(404);
    expect((await post(`/${id}`, undefined, me, 'DELETE')).status).toBe(200);
    await post(`/${id}/cast`, { hash: cast.hash }, me);
    expect(await takeOf(id)).toMatchObject({ status: 'hidden' });
    expect((await post(`/${id}`, { title: 'Back' }, me, 'PATCH')).status).toBe(404);
    expect((await post('', wish, me)).body.error.code).toBe('performances/taken-down');
  });

  it('asks Farcaster about casts for people of Farcaster alone, and not as often as somebody likes', async () => {
    const nowhere = `/from-cast/0x${'f'.repeat(40)}`;
    const byWallet = await doors.byWallet('no caster');
    expect((await post(nowhere, undefined, byWallet, 'GET')).status).toBe(403);
    expect((await post(`/${crypto.randomUUID()}/cast`, { hash: `0x${'f'.repeat(40)}` }, byWallet)).body).toEqual({
      found: false,
    });
    const me = await doors.byFarcaster(++fid);
    const { most } = DOOR_LIMITS.cast;
    const answers = [];
    for (let n = 0; n <= most; n++) answers.push((await post(nowhere, undefined, me, 'GET')).status);
    expect(answers).toEqual([...Array(most).fill(404), 429]);
  });
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PinataSDK } from 'pinata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localConfig, urlOf } from '../../../local/config.ts';
import { type IpfsPart, startIpfs } from '../../../local/ipfs/start.ts';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import { type UnixMs, unixMs } from '../../../shared/kernel/units.ts';
import { checkHandler } from '../../../shared/media/check-upload.ts';
import { fileCid } from '../../../shared/media/file-cid.ts';
import { LAPSE_MS, LOST_AFTER_MS } from '../../../shared/media/limits.ts';
import { packPeaks } from '../../../shared/media/peaks.ts';
import { makeMedia } from '../../../shared/media/testing/make-media.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { idOfCast } from '../../../shared/performances/performance-of-cast.ts';
import type { Cast, CastEmbed } from '../../../shared/performances/schema.ts';
import { sendBytes } from '../../../web/features/media/testing/send-bytes.ts';
import { type TusProgress, UploadRefused } from '../../../web/features/media/tus-upload.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { ipfsBlocks } from '../_shared/adapters/ipfs-blocks.ts';
import { pinataFiles } from '../_shared/adapters/pinata-files.ts';
import { pinningService } from '../_shared/adapters/pinning-service.ts';
import { soundDecoders } from '../_shared/adapters/sound-decoders.ts';
import { jobHolder, jobStore } from '../_shared/stores/jobs.ts';
import { avatarStore, mediaStore } from '../_shared/stores/media.ts';
import { postStore } from '../_shared/stores/performance-posts.ts';
import { castRecorder } from '../_shared/stores/performances.ts';
import { type IdentityDoors, identityDoors, TERMS } from '../_testing/identity-doors.ts';

const JWT = 'test-jwt';
const PEAKS = packPeaks(new Uint8Array(200).fill(200));
let dataDir = '';
let database: TestDatabase;
let db: Database;
let admin: Database;
let ipfs: IpfsPart;
let url = '';
let doors: IdentityDoors;
let later = 0;
const now = (): UnixMs => unixMs(Date.now() + later);
let fid = 900;
/** What Farcaster knows, by hash. */
const farcaster = new Map<string, Cast>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-media-'));
  const config = localConfig({ firstPort: 29_780, dataDir });
  url = urlOf(config, 'ipfs');
  [database, ipfs] = await Promise.all([startTestDatabase(29_790), startIpfs(config, { jwt: JWT, secondPinToken: 'second' })]);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
  const recordCast = castRecorder(db, { appUrl: TERMS.appUrl });
  const readCast = async (hash: string) => farcaster.get(hash) ?? null;
  const posts = { ...postStore(db), readCast, record: (cast: Cast) => recordCast('created', cast), gatewayUrl: url };
  doors = await identityDoors(
    db,
    undefined,
    { store: mediaStore(db), pins: pins(), now, setAvatar: avatarStore(db, url) },
    posts,
  );
});
afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await Promise.all([database?.stop(), ipfs?.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

const pins = () => pinataFiles({ uploadUrl: url, filesUrl: url, jwt: JWT });
type Permit = { id: string; status: string; upload_url: string | null; error: { code: string } };

async function wish(bytes: Uint8Array, mime: string, token: string, cid?: string) {
  const body = {
    purpose: 'take',
    cid: cid ?? (await fileCid([bytes])).cid,
    size: bytes.length,
    mime,
    peaks: PEAKS,
    loudness: -14.2,
  };
  return doors.ask<Permit>('POST', 'api/media', body, token);
}
const say = (id: string, cid: string | null, token: string) =>
  doors.ask<{ status: string; error: { code: string } }>('POST', `api/media/${id}/uploaded`, { cid }, token);
const rowOf = async (id: string) => (await admin`select * from public.media_files where id = ${id}`)[0];
/** The worker, as often as something is due; `gateways` are asked for blocks. */
async function work(gateways: string[] = [url], second = false): Promise<void> {
  const handler = checkHandler({
    store: mediaStore(db),
    pins: pins(),
    second: second ? pinningService({ url: `${url}/psa`, token: 'second' }) : undefined,
    fetchBlock: ipfsBlocks(gateways),
    decoders: soundDecoders,
    hold: jobHolder(db),
    now,
  });
  await stepJobs({ store: jobStore(db), clock: { now }, random: () => 0.5 }, { pin: handler }, 1);
}

/** From the wish to the check, as a device and the worker do it. */
async function upload(bytes: Uint8Array, mime: string, token: string) {
  const permit = (await wish(bytes, mime, token)).body;
  await say(permit.id, await sendBytes(bytes, mime, permit.upload_url), token);
  await work();
  return rowOf(permit.id);
}

describe('an upload', () => {
  it('is allowed for one file, sent in chunks, checked from the stored bytes, pinned here and in a second place', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('chrome.webm', 20);
    const { body } = await wish(bytes, 'video/webm', me.access_token);
    expect(body.status).toBe('allowed');
    const cid = await sendBytes(bytes, 'video/webm', body.upload_url, { chunkBytes: 10_000 });
    expect(cid).toBe((await fileCid([bytes])).cid);
    expect((await say(body.id, cid, me.access_token)).body.status).toBe('queued');
    await work([url], true);
    expect(await rowOf(body.id)).toMatchObject({
      pin_status: 'pinned',
      mime: 'video/webm',
      width: 360,
      codecs: ['vp8', 'opus'],
      second_pin_status: 'queued',
    });
    // The second place takes its time: it is asked again until it has the file.
    const askAgain = async () => {
      later += 20_000;
      await work([url], true);
      return rowOf(body.id);
    };
    await expect.poll(askAgain, { timeout: 20_000 }).toMatchObject({ second_pin_status: 'pinned', problem: null, peaks: PEAKS });
    // The same file again needs no upload.
    expect((await wish(bytes, 'video/webm', me.access_token)).body).toMatchObject({
      id: body.id,
      status: 'pinned',
      upload_url: null,
    });
  });

  it('goes on where it was when the connection drops, and after a reload', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.wav', 20);
    const { body } = await wish(bytes, 'audio/wav', me.access_token);
    const dropping = await startDropping(url);
    const seen: number[] = [];
    let location = '';
    let told = 0;
    const onDrop = () => told++;
    const leaving = new AbortController();
    const onProgress = (progress: { location: string; sent: number }) => {
      location = progress.location;
      seen.push(progress.sent);
      if (progress.sent > bytes.length / 2) leaving.abort(new Error('the page was closed'));
    };
    const through = (to: string | null) => to?.replace(url, dropping.url) ?? '';
    const first = sendBytes(bytes, 'audio/wav', through(body.upload_url), {
      onProgress,
      onDrop,
      signal: leaving.signal,
      chunkBytes: 500_000,
    });
    await expect(first).rejects.toThrow('the page was closed');
    const cid = await sendBytes(bytes, 'audio/wav', null, {
      begun: { location: through(location), last: false },
      onDrop,
      chunkBytes: 500_000,
    });
    dropping.stop();
    expect(told).toBeGreaterThan(0);
    expect(dropping.dropped()).toBeGreaterThan(1);
    expect(Math.max(...seen)).toBeGreaterThan(0);
    await say(body.id, cid, me.access_token);
    await work();
    expect(await rowOf(body.id)).toMatchObject({ pin_status: 'pinned', cid: (await fileCid([bytes])).cid });
  });

  it('is one file when two tabs send it at once', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.wav', 15);
    const { body } = await wish(bytes, 'audio/wav', me.access_token);
    const closed = new AbortController();
    let begun = { location: '', last: false };
    const onProgress = ({ location, last, sent }: TusProgress) => {
      begun = { location, last };
      if (sent > 0) closed.abort();
    };
    const options = { chunkBytes: 200_000 };
    const before = sendBytes(bytes, 'audio/wav', body.upload_url, { ...options, onProgress, signal: closed.signal });
    await expect(before).rejects.toThrow();
    const both = await Promise.all([1, 2].map(() => sendBytes(bytes, 'audio/wav', body.upload_url, { ...options, begun })));
    const stored = both.filter(cid => cid !== null);
    expect(new Set(stored)).toEqual(new Set([(await fileCid([bytes])).cid]));
    for (const cid of both) expect((await say(body.id, cid, me.access_token)).status).toBe(200);
  });

  it('is refused where it is not what was allowed', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.mp3', 3);
    const permit = (await wish(bytes, 'audio/mpeg', me.access_token)).body;
    await expect(sendBytes(new Uint8Array(bytes.length + 1), 'audio/mpeg', permit.upload_url)).rejects.toThrow(UploadRefused);
    await expect(sendBytes(bytes, 'application/zip', permit.upload_url)).rejects.toThrow(UploadRefused);
    await expect(sendBytes(bytes, 'audio/mpeg', `${permit.upload_url}0`)).rejects.toThrow(UploadRefused);
    // Nor does the same permission take more when it is said to be larger.
    const again = (await wish(new Uint8Array(2 * bytes.length), 'audio/mpeg', me.access_token, (await fileCid([bytes])).cid))
      .body;
    expect(again.id).toBe(permit.id);
    const more = new Uint8Array(2 * bytes.length);
    await expect(sendBytes(more, 'audio/mpeg', again.upload_url)).rejects.toThrow(UploadRefused);
    const stranger = await doors.byFarcaster(++fid);
    expect((await say(permit.id, null, stranger.access_token)).status).toBe(404);
    expect((await doors.ask('POST', 'api/media', {})).status).toBe(400 + 1);
    expect((await wish(bytes, 'application/zip', me.access_token)).body.error.code).toBe('media/wrong-type');
  });

  it('of other bytes than were declared is refused: at once by the store’s CID, else because the declared file never came', async () => {
    const me = await doors.byFarcaster(++fid);
    const [bytes, others] = [await makeMedia('song.ogg', 3), await makeMedia('song.ogg', 3, 7)];
    const first = (await wish(bytes, 'audio/ogg', me.access_token)).body;
    const cid = await sendBytes(others, 'audio/ogg', first.upload_url);
    expect((await say(first.id, cid, me.access_token)).body.error.code).toBe('media/wrong-cid');
    expect(await rowOf(first.id)).toMatchObject({ pin_status: 'failed', problem: 'wrong-cid' });
    // A device that lies about what the store said.
    const second = (await wish(bytes, 'audio/ogg', me.access_token)).body;
    await say(second.id, (await fileCid([bytes])).cid, me.access_token);
    await work();
    expect(await rowOf(second.id)).toMatchObject({ pin_status: 'queued' });
    later += LOST_AFTER_MS + 60_000;
    await work();
    expect(await rowOf(second.id)).toMatchObject({ pin_status: 'failed', problem: 'lost' });
  });

  it.each([
    ['silent.webm', 3, 'audio/webm', 'silent'],
    ['silent.wav', 3, 'audio/wav', 'silent'],
    ['chrome-audio.webm', 70, 'audio/webm', 'too-long'],
    ['chrome-audio.webm', 0.3, 'audio/webm', 'too-short'],
  ] as const)('that is bad is found so by the server: %s of %d s', async (name, seconds, mime, problem) => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia(name, seconds, fid);
    expect(await upload(bytes, mime, me.access_token)).toMatchObject({ pin_status: 'failed', problem });
    expect(await pins().find((await fileCid([bytes])).cid)).toBeNull();
  });

  it('that pretends to be a song is found so by the server', async () => {
    const me = await doors.byFarcaster(++fid);
    const page = new TextEncoder().encode(`<html><script>${'x'.repeat(500)}</script></html>`);
    expect(await upload(page, 'audio/mpeg', me.access_token)).toMatchObject({ pin_status: 'failed', problem: 'wrong-type' });
    const cut = (await makeMedia('song.wav', 10)).subarray(0, 900_000);
    expect(await upload(cut, 'audio/wav', me.access_token)).toMatchObject({ pin_status: 'failed', problem: 'corrupt' });
  });

  it('that only claims what somebody else stored is refused, and what is stored stays', async () => {
    const [me, stranger] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    const bytes = await makeMedia('song.mp3', 4, fid);
    const cid = (await fileCid([bytes])).cid;
    await upload(bytes, 'audio/mpeg', me.access_token);
    // Another size than it has; then the bytes of something that is no file of anybody's upload.
    const metadata = new TextEncoder().encode(`{"name":"a coin, ${fid}"}`);
    const kept = await pinata({ url, jwt: JWT })(metadata, 'metadata');
    for (const [claimed, size] of [
      [cid, 1],
      [kept, metadata.length],
    ] as const) {
      const { body } = await wish(new Uint8Array(size), 'audio/mpeg', stranger.access_token, claimed);
      await say(body.id, claimed, stranger.access_token);
      await work();
      expect(await rowOf(body.id)).toMatchObject({ pin_status: 'failed' });
      expect(await pins().find(claimed)).not.toBeNull();
    }
    // Who brought the bytes first, as what they are not, does not take them from those who went by them since.
    const others = await makeMedia('song.mp3', 5, fid);
    const asked = { purpose: 'poster', cid: (await fileCid([others])).cid, size: others.length, mime: 'image/png' };
    const poster = (await doors.ask<Permit>('POST', 'api/media', asked, stranger.access_token)).body;
    await sendBytes(others, 'image/png', poster.upload_url);
    expect(await upload(others, 'audio/mpeg', me.access_token)).toMatchObject({ pin_status: 'pinned' });
    await say(poster.id, asked.cid, stranger.access_token);
    await work();
    expect(await rowOf(poster.id)).toMatchObject({ pin_status: 'failed', problem: 'wrong-type' });
    expect(await pins().find(asked.cid)).toMatchObject({ name: expect.stringContaining(poster.id) });
  });

  it('counts against the day until it failed or its permission lapsed, also when the permission was given long ago', async () => {
    const me = await doors.byFarcaster(++fid);
    const claim = (letter: string) => `bafkrei${'a'.repeat(51)}${letter}`;
    const large = (letter: string) => {
      const asked = { purpose: 'take', cid: claim(letter), size: 104_857_600, mime: 'audio/wav' };
      return doors.ask<Permit>('POST', 'api/media', asked, me.access_token);
    };
    const allowed = [];
    for (const letter of 'abcde') allowed.push((await large(letter)).body);
    expect(allowed.map(each => each.status)).toEqual(Array(5).fill('allowed'));
    const full = { status: 429, body: { error: { code: 'media/quota' } } };
    expect(await large('f')).toMatchObject(full);
    // The same permission again is the same one.
    expect((await large('a')).body).toMatchObject({ id: allowed[0]?.id, status: 'allowed' });
    await admin`update public.media_files set pin_status = 'failed', problem = 'silent' where id = ${allowed[0]?.id ?? ''}`;
    expect((await large('f')).status).toBe(200);
    // Permissions of other days that were never used: each is counted on the day when it is.
    await admin`update public.media_files set allowed_at = now() - interval '25 hours' where user_id = ${me.user.id}`;
    for (const letter of 'bcdef') expect((await large(letter)).status).toBe(200);
    expect(await large('g')).toMatchObject(full);
    await admin`update public.media_files set allowed_at = now() - interval '2 hours' where user_id = ${me.user.id}`;
    expect((await large('b')).body.id).toBe(allowed[1]?.id);
    // Nobody has a hundred permissions a day, whatever became of them.
    await admin`update public.media_files set permits = 94 where id = ${allowed[0]?.id ?? ''}`;
    await admin`update public.media_files set pin_status = 'failed', problem = 'lost' where user_id = ${me.user.id}`;
    expect(await large('h')).toMatchObject(full);
  });

  it('whose permission lapsed is lost, frees the day, and leaves nothing behind that came by its address', async () => {
    const [me, stranger] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    const [bytes, others, needed] = await Promise.all([7, 8, 9].map(seed => makeMedia('song.ogg', 3, seed * 100 + fid)));
    if (!bytes || !others || !needed) throw new Error('no song');
    const padded = new Uint8Array(bytes.length);
    padded.set(others.subarray(0, bytes.length));
    const { body } = await wish(bytes, 'audio/ogg', me.access_token);
    await sendBytes(padded, 'audio/ogg', body.upload_url);
    await sendBytes(needed.subarray(0, bytes.length), 'audio/ogg', body.upload_url);
    const good = await wish(bytes, 'audio/ogg', stranger.access_token);
    await sendBytes(bytes, 'audio/ogg', body.upload_url);
    await say(good.body.id, null, stranger.access_token);
    await work();
    expect(await rowOf(good.body.id)).toMatchObject({ pin_status: 'pinned' });
    expect(await pins().named(body.id)).toHaveLength(3);
    later += LAPSE_MS + 1_000;
    const due = async () => {
      await work();
      return (await admin`select from public.jobs where kind = 'pin' and run_at <= ${new Date(now())}`).length;
    };
    await expect.poll(due, { timeout: 20_000 }).toBe(0);
    expect(await rowOf(body.id)).toMatchObject({ pin_status: 'failed', problem: 'lost' });
    // What somebody else goes by stays.
    expect(await pins().named(body.id)).toMatchObject([{ cid: (await fileCid([bytes])).cid }]);
    expect((await say(body.id, null, me.access_token)).body.status).toBe('failed');
  });
});

it('a file is found by its id, however many there are', async () => {
  const me = await doors.byFarcaster(++fid);
  await admin`
    insert into public.media_files (user_id, purpose, cid, size_bytes, mime)
    select ${me.user.id}, 'avatar', 'bafkrei' || repeat('a', 52), 1, 'image/png' from generate_series(1, 2000)`;
  await admin`analyze public.media_files`;
  const [file] = await admin<{ id: string }[]>`select id from public.media_files where user_id = ${me.user.id} limit 1`;
  const id = file?.id ?? '';
  const read = await db.begin(async tx => {
    const plain = tx as unknown as Database;
    expect(await mediaStore(plain).find(id)).toMatchObject({ id });
    expect(await avatarStore(plain, url)(id, me.user.id)).toBe(false);
    const [row] = await tx<{ rows: number }[]>`
      select seq_tup_read::integer as rows from pg_stat_xact_user_tables where relname = 'media_files'`;
    return row?.rows;
  });
  expect(read).toBe(0);
  expect((await say('nothing', null, me.access_token)).status).toBe(404);
});

it('a picture becomes the owner’s own once it was checked, and nobody else’s', async () => {
  const [me, stranger] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
  const png = Uint8Array.from([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0, 0, 0, 2, 0,
  ]);
  const { cid } = await fileCid([png]);
  const asked = { purpose: 'avatar', cid, size: png.length, mime: 'image/png' };
  const { body } = await doors.ask<Permit>('POST', 'api/media', asked, me.access_token);
  await say(body.id, await sendBytes(png, 'image/png', body.upload_url), me.access_token);
  const use = (token: string) => doors.ask('POST', `api/media/${body.id}/as-avatar`, undefined, token);
  expect((await use(me.access_token)).status).toBe(404);
  await work();
  expect((await use(stranger.access_token)).status).toBe(404);
  expect((await use(me.access_token)).status).toBe(200);
  expect(await admin`select avatar_url from public.users where id = ${me.user.id}`).toEqual([
    { avatar_url: `${url}/ipfs/${cid}` },
  ]);
  const large = await doors.ask<Permit>('POST', 'api/media', { ...asked, size: 3_000_000 }, me.access_token);
  expect(large).toMatchObject({ status: 422, body: { error: { code: 'media/too-large' } } });
  // As at every door that writes, a session that was ended is over.
  await doors.ask('POST', 'session/end', {}, me.access_token);
  expect((await use(me.access_token)).status).toBe(401);
});

describe('stored bytes', () => {
  it('that were changed anywhere are never taken for the file, and a gateway that lies is passed over', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('iphone.mov', 6, 5);
    const { body } = await wish(bytes, 'video/quicktime', me.access_token);
    await say(body.id, await sendBytes(bytes, 'video/quicktime', body.upload_url), me.access_token);
    const liar = await startLiar(url);
    await work([liar.url]);
    expect(await rowOf(body.id)).toMatchObject({ pin_status: 'queued' });
    later += 60_000;
    await work([liar.url, url]);
    expect(await rowOf(body.id)).toMatchObject({ pin_status: 'pinned' });
    liar.stop();
    // The same on the store's own disk.
    const folder = join(dataDir, 'ipfs');
    const blocks = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.data'));
    for (const block of blocks) {
      const stored = await readFile(join(folder, block));
      stored.writeUInt8(stored.readUInt8(0) ^ 1, 0);
      await writeFile(join(folder, block), stored);
    }
    await expect(ipfsBlocks([url])((await fileCid([bytes])).cid)).rejects.toMatchObject({ code: 'media/away' });
  });
});

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
      at: now(),
      embeds: [...named, ...media],
      parentHash: null,
      channel: null,
    };
    farcaster.set(cast.hash, cast);
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
    (await upload(await makeMedia('song.wav', seconds, fid), 'audio/wav', me.access_token))?.id as string;
  const post = <T = { id: string; error: { code: string } }>(path: string, body: unknown, me: Me, method = 'POST') =>
    doors.ask<T>(method, `api/performances${path}`, body, me.access_token);

  it('waits for the check, keeps a draft with what was attested, and meets its cast', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.wav', 3, fid);
    const permit = (await wish(bytes, 'audio/wav', me.access_token)).body;
    await say(permit.id, await sendBytes(bytes, 'audio/wav', permit.upload_url), me.access_token);
    const id = crypto.randomUUID();
    expect(await post('', wishFor(id, permit.id), me)).toMatchObject({
      status: 409,
      body: { error: { code: 'performances/media-waits' } },
    });
    await work();
    expect((await post('', wishFor(id, permit.id), me)).body).toEqual({ id, on_stage: false });
    const cid = (await fileCid([bytes])).cid;
    expect(await takeOf(id)).toMatchObject({
      status: 'draft',
      title: 'Night bus',
      audio_url: `${url}/ipfs/${cid}`,
      duration_ms: 3_000,
      language: 'en',
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
    });
    // Posted again, by a tap too many or as its reply was lost: the same take, which needs no second cast.
    expect(await post('', { ...wishFor(id, permit.id), title: 'Other' }, me)).toEqual({
      status: 200,
      body: { id, on_stage: true },
    });
    expect(await takeOf(id)).toMatchObject({ title: 'Night bus' });
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
    expect((await post('', wishFor(id, mediaId), me)).status).toBe(200);
    expect(await takeOf(id)).toMatchObject({ status: 'live', title: 'Night bus', media_id: mediaId });
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
});

it('the store on this machine speaks as Pinata’s own SDK expects', async () => {
  const pinata = new PinataSDK({
    pinataJwt: JWT,
    customHeaders: { x: 'y' },
    uploadUrl: `${url}/v3`,
    endpointUrl: `${url}/v3`,
  } as never);
  const bytes = await makeMedia('memo.m4a', 2);
  const file = new File([bytes], 'memo.m4a', { type: 'audio/mp4' });
  const signed = await pinata.upload.public.createSignedURL({ expires: 60, maxFileSize: bytes.length, mimeTypes: ['audio/*'] });
  const sent = await pinata.upload.public
    .file(file)
    .url(signed)
    .cidVersion('unixfs-v1-2025' as never);
  expect(sent).toMatchObject({ cid: (await fileCid([bytes])).cid, size: bytes.length });
  const { files } = await pinata.files.public.list().cid(sent.cid);
  expect(files.map(each => each.id)).toEqual([sent.id]);
  await pinata.files.public.delete([sent.id]);
  expect((await pinata.files.public.list().cid(sent.cid)).files).toEqual([]);
});

/** A way to the store that cuts every second request in the middle. */
async function startDropping(target: string) {
  let [count, dropped] = [0, 0];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    count += 1;
    const cut = request.method === 'PATCH' && count % 2 === 0;
    try {
      for await (const part of request) {
        parts.push(part as Buffer);
        if (cut && Buffer.concat(parts).length > 100_000) break;
      }
      const body = Buffer.concat(parts);
      const headers = { ...(request.headers as Record<string, string>) };
      for (const name of ['host', 'connection', 'content-length', 'transfer-encoding', 'expect']) delete headers[name];
      const answer = await fetch(`${target}${request.url}`, {
        method: request.method ?? 'GET',
        headers,
        ...(body.length > 0 && { body }),
      });
      if (cut) {
        dropped += 1;
        response.destroy();
        return;
      }
      const said = Object.fromEntries(answer.headers);
      response.writeHead(answer.status, {
        ...said,
        ...(said.location && { location: said.location.replace(target, own(server)) }),
      });
      response.end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>(done => server.listen(29_799, '127.0.0.1', done));
  return { url: own(server), dropped: () => dropped, stop: () => server.close() };
}

/** A gateway that turns one bit of every block. */
async function startLiar(target: string) {
  const server = createServer(async (request, response) => {
    const bytes = new Uint8Array(await (await fetch(`${target}${request.url}`)).arrayBuffer());
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
    response.end(bytes);
  });
  await new Promise<void>(done => server.listen(29_798, '127.0.0.1', done));
  return { url: own(server), stop: () => server.close() };
}

const own = (server: Server) => `http://127.0.0.1:${(server.address() as { port: number }).port}`;

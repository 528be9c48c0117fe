import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JWT, openMediaWorld, type Permit } from '../../../local/ipfs/testing/media-world.ts';
import { fileCid } from '../../../shared/media/file-cid.ts';
import { LOST_AFTER_MS } from '../../../shared/media/limits.ts';
import { makeMedia } from '../../../shared/media/testing/make-media.ts';
import { sendBytes } from '../../../web/features/media/testing/send-bytes.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { ipfsBlocks } from '../_shared/adapters/ipfs-blocks.ts';
import { avatarStore, mediaStore } from '../_shared/stores/media.ts';

const LIAR_PORT = 29_798;
const world = openMediaWorld(29_790);
const { admin, db, doors, url } = world;
let fid = 900;

describe('an upload', () => {
  it('of other bytes than were declared is refused: at once by the store’s CID, else because the declared file never came', async () => {
    const me = await doors.byFarcaster(++fid);
    const [bytes, others] = [await makeMedia('song.ogg', 3), await makeMedia('song.ogg', 3, 7)];
    const first = (await world.wish(bytes, 'audio/ogg', me.access_token)).body;
    const cid = await sendBytes(others, 'audio/ogg', first.upload_url);
    expect((await world.say(first.id, cid, me.access_token)).body.error.code).toBe('media/wrong-cid');
    expect(await world.rowOf(first.id)).toMatchObject({ pin_status: 'failed', problem: 'wrong-cid' });
    // A device that lies about what the store said.
    const second = (await world.wish(bytes, 'audio/ogg', me.access_token)).body;
    await world.say(second.id, (await fileCid([bytes])).cid, me.access_token);
    await world.work();
    expect(await world.rowOf(second.id)).toMatchObject({ pin_status: 'queued' });
    world.clock.jump(LOST_AFTER_MS + 60_000);
    await world.work();
    expect(await world.rowOf(second.id)).toMatchObject({ pin_status: 'failed', problem: 'lost' });
  });

  it.each([
    ['silent.webm', 3, 'audio/webm', 'silent'],
    ['silent.wav', 3, 'audio/wav', 'silent'],
    ['chrome-audio.webm', 70, 'audio/webm', 'too-long'],
    ['chrome-audio.webm', 0.3, 'audio/webm', 'too-short'],
  ] as const)('that is bad is found so by the server: %s of %d s', async (name, seconds, mime, problem) => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia(name, seconds, fid);
    expect(await world.upload(bytes, mime, me.access_token)).toMatchObject({ pin_status: 'failed', problem });
    expect(await world.pins().find((await fileCid([bytes])).cid)).toBeNull();
  });

  it('that pretends to be a song is found so by the server', async () => {
    const me = await doors.byFarcaster(++fid);
    const page = new TextEncoder().encode(`<html><script>${'x'.repeat(500)}</script></html>`);
    expect(await world.upload(page, 'audio/mpeg', me.access_token)).toMatchObject({
      pin_status: 'failed',
      problem: 'wrong-type',
    });
    const cut = (await makeMedia('song.wav', 10)).subarray(0, 900_000);
    expect(await world.upload(cut, 'audio/wav', me.access_token)).toMatchObject({ pin_status: 'failed', problem: 'corrupt' });
  });

  it('is taken whatever its maker’s program wrote into its title', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('memo.m4a', 3, fid, { title: 'Night bus\u0000home\u202e', artist: '\u0000' });
    expect(await world.upload(bytes, 'audio/mp4', me.access_token)).toMatchObject({
      pin_status: 'pinned',
      tag_title: 'Night bus home',
      tag_artist: null,
    });
  });

  it('that only claims what somebody else stored is refused, and what is stored stays', async () => {
    const [me, stranger] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    const bytes = await makeMedia('song.mp3', 4, fid);
    const cid = (await fileCid([bytes])).cid;
    await world.upload(bytes, 'audio/mpeg', me.access_token);
    // Another size than it has; then the bytes of something that is no file of anybody's upload.
    const metadata = new TextEncoder().encode(`{"name":"a coin, ${fid}"}`);
    const kept = await pinata({ url, jwt: JWT })(metadata, 'metadata');
    for (const [claimed, size] of [
      [cid, 1],
      [kept, metadata.length],
    ] as const) {
      const { body } = await world.wish(new Uint8Array(size), 'audio/mpeg', stranger.access_token, claimed);
      await world.say(body.id, claimed, stranger.access_token);
      await world.work();
      expect(await world.rowOf(body.id)).toMatchObject({ pin_status: 'failed' });
      expect(await world.pins().find(claimed)).not.toBeNull();
    }
    // Who brought the bytes first, as what they are not, does not take them from those who went by them since.
    const others = await makeMedia('song.mp3', 5, fid);
    const asked = { purpose: 'poster', cid: (await fileCid([others])).cid, size: others.length, mime: 'image/png' };
    const poster = (await doors.ask<Permit>('POST', 'api/media', asked, stranger.access_token)).body;
    await sendBytes(others, 'image/png', poster.upload_url);
    expect(await world.upload(others, 'audio/mpeg', me.access_token)).toMatchObject({ pin_status: 'pinned' });
    await world.say(poster.id, asked.cid, stranger.access_token);
    await world.work();
    expect(await world.rowOf(poster.id)).toMatchObject({ pin_status: 'failed', problem: 'wrong-type' });
    expect(await world.pins().find(asked.cid)).toMatchObject({ name: expect.stringContaining(poster.id) });
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
  expect((await world.say('nothing', null, me.access_token)).status).toBe(404);
});

it('a picture becomes the owner’s own once it was checked, and nobody else’s', async () => {
  const [me, stranger] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
  const png = Uint8Array.from([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0, 0, 0, 2, 0,
  ]);
  const { cid } = await fileCid([png]);
  const asked = { purpose: 'avatar', cid, size: png.length, mime: 'image/png' };
  const { body } = await doors.ask<Permit>('POST', 'api/media', asked, me.access_token);
  await world.say(body.id, await sendBytes(png, 'image/png', body.upload_url), me.access_token);
  const use = (token: string) => doors.ask('POST', `api/media/${body.id}/as-avatar`, undefined, token);
  expect((await use(me.access_token)).status).toBe(404);
  await world.work();
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
    const { body } = await world.wish(bytes, 'video/quicktime', me.access_token);
    await world.say(body.id, await sendBytes(bytes, 'video/quicktime', body.upload_url), me.access_token);
    const liar = await startLiar(url);
    await world.work([liar.url]);
    expect(await world.rowOf(body.id)).toMatchObject({ pin_status: 'queued' });
    world.clock.jump(60_000);
    await world.work([liar.url, url]);
    expect(await world.rowOf(body.id)).toMatchObject({ pin_status: 'pinned' });
    liar.stop();
    // The same on the store's own disk.
    const folder = join(world.dataDir, 'ipfs');
    const blocks = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.data'));
    for (const block of blocks) {
      const stored = await readFile(join(folder, block));
      stored.writeUInt8(stored.readUInt8(0) ^ 1, 0);
      await writeFile(join(folder, block), stored);
    }
    await expect(ipfsBlocks([url])((await fileCid([bytes])).cid)).rejects.toMatchObject({ code: 'media/away' });
  });
});

/** A gateway that turns one bit of every block. */
async function startLiar(target: string) {
  const server = createServer(async (request, response) => {
    const bytes = new Uint8Array(await (await fetch(`${target}${request.url}`)).arrayBuffer());
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
    response.end(bytes);
  });
  await new Promise<void>(done => server.listen(LIAR_PORT, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${LIAR_PORT}`, stop: () => server.close() };
}

import { createServer, type Server } from 'node:http';
import { PinataSDK } from 'pinata';
import { describe, expect, it } from 'vitest';
import { JWT, openMediaWorld, PEAKS, type Permit } from '../../../local/ipfs/testing/media-world.ts';
import { fileCid } from '../../../shared/media/file-cid.ts';
import { LAPSE_MS } from '../../../shared/media/limits.ts';
import { makeMedia } from '../../../shared/media/testing/make-media.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { sendBytes } from '../../../web/features/media/testing/send-bytes.ts';
import { type TusProgress, UploadRefused } from '../../../web/features/media/tus-upload.ts';

const world = openMediaWorld(29_780);
const { admin, doors, url } = world;
let fid = 900;

describe('an upload', () => {
  it('is allowed for one file, sent in chunks, checked from the stored bytes, pinned here and in a second place', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('chrome.webm', 20);
    const { body } = await world.wish(bytes, 'video/webm', me.access_token);
    expect(body.status).toBe('allowed');
    const cid = await sendBytes(bytes, 'video/webm', body.upload_url, { chunkBytes: 10_000 });
    expect(cid).toBe((await fileCid([bytes])).cid);
    expect((await world.say(body.id, cid, me.access_token)).body.status).toBe('queued');
    await world.work([url], true);
    expect(await world.rowOf(body.id)).toMatchObject({
      pin_status: 'pinned',
      mime: 'video/webm',
      width: 360,
      codecs: ['vp8', 'opus'],
      second_pin_status: 'queued',
    });
    // The second place takes its time: it is asked again until it has the file.
    const askAgain = async () => {
      world.clock.jump(20_000);
      await world.work([url], true);
      return world.rowOf(body.id);
    };
    await expect.poll(askAgain, { timeout: 20_000 }).toMatchObject({ second_pin_status: 'pinned', problem: null, peaks: PEAKS });
    // The same file again needs no upload.
    expect((await world.wish(bytes, 'video/webm', me.access_token)).body).toMatchObject({
      id: body.id,
      status: 'pinned',
      upload_url: null,
    });
  });

  it('goes on where it was when the connection drops, and after a reload', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.wav', 20);
    const { body } = await world.wish(bytes, 'audio/wav', me.access_token);
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
    await world.say(body.id, cid, me.access_token);
    await world.work();
    expect(await world.rowOf(body.id)).toMatchObject({ pin_status: 'pinned', cid: (await fileCid([bytes])).cid });
  });

  it('is one file when two tabs send it at once', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.wav', 15);
    const { body } = await world.wish(bytes, 'audio/wav', me.access_token);
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
    for (const cid of both) expect((await world.say(body.id, cid, me.access_token)).status).toBe(200);
    await world.work();
    expect(await world.rowOf(body.id)).toMatchObject({ pin_status: 'pinned' });
  });

  it('is refused where it is not what was allowed', async () => {
    const me = await doors.byFarcaster(++fid);
    const bytes = await makeMedia('song.mp3', 3);
    const permit = (await world.wish(bytes, 'audio/mpeg', me.access_token)).body;
    await expect(sendBytes(new Uint8Array(bytes.length + 1), 'audio/mpeg', permit.upload_url)).rejects.toThrow(UploadRefused);
    await expect(sendBytes(bytes, 'application/zip', permit.upload_url)).rejects.toThrow(UploadRefused);
    await expect(sendBytes(bytes, 'audio/mpeg', `${permit.upload_url}0`)).rejects.toThrow(UploadRefused);
    // Nor does the same permission take more when it is said to be larger.
    const again = (
      await world.wish(new Uint8Array(2 * bytes.length), 'audio/mpeg', me.access_token, (await fileCid([bytes])).cid)
    ).body;
    expect(again.id).toBe(permit.id);
    const more = new Uint8Array(2 * bytes.length);
    await expect(sendBytes(more, 'audio/mpeg', again.upload_url)).rejects.toThrow(UploadRefused);
    const stranger = await doors.byFarcaster(++fid);
    expect((await world.say(permit.id, null, stranger.access_token)).status).toBe(404);
    expect((await doors.ask('POST', 'api/media', {})).status).toBe(400 + 1);
    expect((await world.wish(bytes, 'application/zip', me.access_token)).body.error.code).toBe('media/wrong-type');
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
    const { body } = await world.wish(bytes, 'audio/ogg', me.access_token);
    await sendBytes(padded, 'audio/ogg', body.upload_url);
    await sendBytes(needed.subarray(0, bytes.length), 'audio/ogg', body.upload_url);
    const good = await world.wish(bytes, 'audio/ogg', stranger.access_token);
    await sendBytes(bytes, 'audio/ogg', body.upload_url);
    await world.say(good.body.id, null, stranger.access_token);
    await world.work();
    expect(await world.rowOf(good.body.id)).toMatchObject({ pin_status: 'pinned' });
    expect(await world.pins().named(body.id)).toHaveLength(3);
    world.clock.jump(LAPSE_MS + 1_000);
    const due = async () => {
      await world.work();
      return (await admin`select from public.jobs where kind = 'pin' and run_at <= ${new Date(world.clock.now())}`).length;
    };
    await expect.poll(due, { timeout: 20_000 }).toBe(0);
    expect(await world.rowOf(body.id)).toMatchObject({ pin_status: 'failed', problem: 'lost' });
    // What somebody else goes by stays.
    expect(await world.pins().named(body.id)).toMatchObject([{ cid: (await fileCid([bytes])).cid }]);
    expect((await world.say(body.id, null, me.access_token)).body.status).toBe('failed');
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

it('lets one network upload so much a day by accounts that cost nothing', async () => {
  const [here, MB] = ['203.0.113.9', 1024 * 1024];
  // At noon: the day is the same for all of it.
  const DAY = 86_400_000;
  doors.clock.jump(1.5 * DAY - (doors.clock.now() % DAY));
  let files = 0;
  const wish = (token: string, network: string) => {
    files += 1;
    const cid = `bafk${String(files)
      .replaceAll(/[0189]/g, digit => 'abcdefghij'[Number(digit)] ?? '')
      .padStart(55, 'q')}`;
    return doors.ask<Permit>('POST', 'api/media', { purpose: 'take', cid, size: 100 * MB, mime: 'video/mp4' }, token, network);
  };
  const wallets = await Promise.all(Array.from({ length: 11 }, (_, n) => doors.byWallet(`crowd ${n}`)));
  const answers = [];
  for (const { access_token } of wallets) for (let n = 0; n < 5; n++) answers.push(await wish(access_token, here));
  const allowed = DOOR_LIMITS.upload.most / 100;
  expect(answers.map(({ status }) => status)).toEqual([...Array(allowed).fill(200), ...Array(55 - allowed).fill(429)]);
  expect(answers.at(-1)?.body.error).toMatchObject({
    code: 'ops/too-many',
    message: 'That was a lot at once. Please try again in 12 hours.',
  });
  const last = wallets.at(-1)?.access_token ?? '';
  expect((await wish(last, '203.0.113.10')).status).toBe(200);
  expect((await wish((await doors.byFarcaster(++fid)).access_token, here)).status).toBe(200);
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
  await new Promise<void>(done => server.listen(29_789, '127.0.0.1', done));
  return { url: own(server), dropped: () => dropped, stop: () => server.close() };
}

const own = (server: Server) => `http://127.0.0.1:${(server.address() as { port: number }).port}`;

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localConfig, urlOf } from '../../../local/config.ts';
import { type IpfsPart, startIpfs } from '../../../local/ipfs/start.ts';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { checkHandler } from '../../../shared/media/check-upload.ts';
import { fileCid } from '../../../shared/media/file-cid.ts';
import { openSealed } from '../../../shared/media/open-sealed.ts';
import { sealFile } from '../../../shared/media/seal-file.ts';
import { SEALED_MIME } from '../../../shared/media/sealed-form.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import type { KeySecret } from '../../../shared/premium/wrap-key.ts';
import { sendBytes } from '../../../web/features/media/testing/send-bytes.ts';
import { askChain } from '../_shared/adapters/chain-client.ts';
import { ipfsBlocks } from '../_shared/adapters/ipfs-blocks.ts';
import { keyWrapper } from '../_shared/adapters/key-wrapper.ts';
import { pinataFiles } from '../_shared/adapters/pinata-files.ts';
import { labelReader } from '../_shared/adapters/sealed-labels.ts';
import { soundDecoders } from '../_shared/adapters/sound-decoders.ts';
import { jobHolder, jobStore } from '../_shared/stores/jobs.ts';
import { avatarStore, mediaStore } from '../_shared/stores/media.ts';
import { premiumStore } from '../_shared/stores/premium.ts';
import { addressOf, type IdentityDoors, identityDoors } from '../_testing/identity-doors.ts';

const JWT = 'test-jwt';
const CRON = 'a cron secret of the test';
const COIN = 10n ** 18n;
const secretOf = (id: string): KeySecret => ({ id, secret: crypto.getRandomValues(new Uint8Array(32)) });
const OLD = secretOf('old');
const now = () => unixMs(Date.now());
let dataDir = '';
const { admin, db } = openTestDatabase(29_840);
let ipfs: IpfsPart;
let url = '';
let doors: IdentityDoors;
/** The chain: who holds how much of any coin, as of a block that is counted on. */
const held = new Map<string, bigint>();
let block = 100n;
let fid = 4_000;
let premium: Parameters<typeof identityDoors>[4] & object;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-premium-'));
  const config = localConfig({ firstPort: 29_820, dataDir });
  url = urlOf(config, 'ipfs');
  ipfs = await startIpfs(config, { jwt: JWT, secondPinToken: 'second' });
  premium = {
    ...premiumStore(db),
    ...keyWrapper([OLD]),
    readLabel: labelReader([url]),
    readBalances: async (_, wallets) => ({
      block: ++block,
      held: wallets.reduce((sum, each) => sum + (held.get(each) ?? 0n), 0n),
    }),
    cronSecret: CRON,
  };
  const media = { store: mediaStore(db), pins: pins(), now, setAvatar: avatarStore(db, url) };
  doors = identityDoors(db, undefined, media, undefined, premium);
});
afterAll(async () => {
  await ipfs?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const pins = () => pinataFiles({ uploadUrl: url, filesUrl: url, jwt: JWT });
type Me = Awaited<ReturnType<IdentityDoors['byFarcaster']>>;
type Sealed = { id: string; key: Uint8Array<ArrayBuffer>; plain: Uint8Array<ArrayBuffer>; bytes: Uint8Array<ArrayBuffer> };
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A file sealed on a device. */
async function seal(mime = 'audio/wav'): Promise<Sealed> {
  const id = crypto.randomUUID();
  const [key, prefix] = [crypto.getRandomValues(new Uint8Array(32)), crypto.getRandomValues(new Uint8Array(7))];
  const plain = crypto.getRandomValues(new Uint8Array(5_000));
  const parts = [];
  const sealing = sealFile(
    async (start, end) => plain.subarray(start, end),
    { size: plain.length, mime, fileId: id },
    { key, prefix },
  );
  for await (const part of sealing) parts.push(part);
  return { id, key, plain, bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
}

/** From the wish to the check; gives the upload's row. */
async function upload(bytes: Uint8Array<ArrayBuffer>, me: Me) {
  const { cid } = await fileCid([bytes]);
  const wish = { purpose: 'sealed', cid, size: bytes.length, mime: SEALED_MIME };
  const { body } = await doors.ask<{ id: string; upload_url: string }>('POST', 'api/media', wish, me.access_token);
  await sendBytes(bytes, SEALED_MIME, body.upload_url);
  await doors.ask('POST', `api/media/${body.id}/uploaded`, { cid }, me.access_token);
  const handler = checkHandler({
    store: mediaStore(db),
    pins: pins(),
    fetchBlock: ipfsBlocks([url]),
    decoders: soundDecoders,
    hold: jobHolder(db),
    now,
  });
  await stepJobs({ store: jobStore(db), clock: { now }, random: () => 0.5 }, { pin: handler }, 1);
  return (await admin`select * from public.media_files where id = ${body.id}`)[0];
}

async function perform(me: Me): Promise<string> {
  const [row] = await admin<{ id: string }[]>`
    insert into public.performances (user_id, title, poster_lines, kind, ink) values (${me.user.id}, 'Late', '{LATE}', 'song', 'amber') returning id`;
  return row?.id as string;
}
async function launch(takeId: string): Promise<void> {
  const word = (length: number) => `0x${takeId.replaceAll('-', '').padEnd(length, '0')}`;
  await admin`
    insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid, creator_address,
      transaction_hash, created_block, created_block_hash, launched_at, opens_at)
    values (${takeId}, ${word(40)}, 8453, 'Late', 'LATE', ${word(40)}, ${word(64)}, '{}', 'bafk', ${word(40)}, ${word(64)}, 1, ${word(64)}, now(), now())`;
}
type Answer = { id: string; cid: string; mime: string; size: number; key: string; error: { code: string } };
const add = (takeId: string, mediaId: string, { id, key }: Pick<Sealed, 'id' | 'key'>, me: Me, least_coins = 1) =>
  doors.ask<Answer>(
    'POST',
    `api/performances/${takeId}/holders-file`,
    { media_id: mediaId, file_id: id, key: base64(key), least_coins },
    me.access_token,
  );
const ask = (fileId: string, me: Me | null, body: object = {}) =>
  doors.ask<Answer>('POST', `api/holders-files/${fileId}/key`, body, me?.access_token);
const refused = (status: number, code: string) => ({ status, body: { error: { code: `premium/${code}` } } });
const fan = () => doors.byFarcaster(++fid);

/** A take with a coin, and a file for those who hold so much of it. */
async function stage(least = 1, mime?: string) {
  const maker = await fan();
  const [sealed, takeId] = [await seal(mime), await perform(maker)];
  const file = await upload(sealed.bytes, maker);
  await launch(takeId);
  expect(await add(takeId, file?.id, sealed, maker, least)).toMatchObject({ status: 200, body: { id: sealed.id } });
  return { maker, takeId, sealed, mediaId: file?.id as string };
}
/** Adds a proven wallet that holds so many whole coins. */
async function proveWallet(who: string, me: Me, coins: bigint) {
  const proof = await doors.prove(who, me.access_token);
  expect((await doors.ask('POST', 'api/wallets', proof, me.access_token)).status).toBe(200);
  held.set(addressOf(who), coins * COIN);
}
const releases = (fileId: string) =>
  admin`select reader_id, entitled_as, block_number, reason from public.key_releases where file_id = ${fileId} order by id`;

describe('the key of a file for holders', () => {
  it('opens the stored bytes, for who made it and who holds enough; each release is on record', async () => {
    const { maker, sealed } = await stage(3, 'video/mp4');
    const holder = await fan();
    await proveWallet('holder', holder, 3n);
    for (const who of [maker, holder]) {
      const { status, body } = await ask(sealed.id, who);
      expect({ status, mime: body.mime, size: body.size, key: body.key }).toEqual({
        status: 200,
        mime: 'video/mp4',
        size: sealed.plain.length,
        key: base64(sealed.key),
      });
      const stored = await ipfsBlocks([url])(body.cid);
      const key = new Uint8Array(Buffer.from(body.key, 'base64'));
      const opened = await openSealed(async (start, end) => stored.subarray(start, end), stored.length, {
        key,
        fileId: sealed.id,
      });
      const parts = [];
      for await (const part of opened.chunks()) parts.push(part);
      expect(Buffer.concat(parts).equals(sealed.plain)).toBe(true);
    }
    expect(await releases(sealed.id)).toEqual([
      { reader_id: maker.user.id, entitled_as: 'maker', block_number: null, reason: null },
      { reader_id: holder.user.id, entitled_as: 'holder', block_number: String(block), reason: null },
    ]);
  });

  it('is for the wallets that are one’s own, together, and for what they hold now', async () => {
    const { sealed } = await stage(10);
    const [me, other] = [await fan(), await fan()];
    expect((await ask(sealed.id, null)).status).toBe(401);
    expect(await ask(sealed.id, me)).toMatchObject(refused(403, 'not-holding'));
    await proveWallet('first', me, 6n);
    expect(await ask(sealed.id, me)).toMatchObject(refused(403, 'not-holding'));
    await proveWallet('second', me, 4n);
    expect((await ask(sealed.id, me)).status).toBe(200);
    held.set(addressOf('second'), 4n * COIN - 1n);
    expect(await ask(sealed.id, me)).toMatchObject(refused(403, 'not-holding'));
    // What Farcaster verified counts too, but not a wallet that somebody else proved.
    const whale = `0x${'ab'.repeat(20)}`;
    held.set(whale, 50n * COIN);
    await admin`update public.users set wallet_address = ${whale} where id = ${other.user.id}`;
    expect((await ask(sealed.id, other)).status).toBe(200);
    held.set(addressOf('second'), 40n * COIN);
    await admin`update public.users set wallet_address = ${addressOf('second')} where id = ${other.user.id}`;
    expect(await ask(sealed.id, other)).toMatchObject(refused(403, 'not-holding'));
    expect(await releases(sealed.id)).toHaveLength(2);
  });

  it('is nobody’s but the maker’s while there is no coin, and nobody’s when the chain is silent', async () => {
    const { maker, takeId, sealed } = await stage();
    const me = await fan();
    await proveWallet('patient', me, 9n);
    const { readBalances } = premium;
    premium.readBalances = () => askChain(() => Promise.reject(new TypeError('no node')));
    expect(await ask(sealed.id, me)).toMatchObject({ status: 503, body: { error: { code: 'chain/away' } } });
    expect((await ask(sealed.id, maker)).status).toBe(200);
    premium.readBalances = readBalances;
    await admin`delete from public.performance_coins where performance_id = ${takeId}`;
    expect(await ask(sealed.id, me)).toMatchObject(refused(409, 'no-coin'));
    expect((await ask(sealed.id, maker)).status).toBe(200);
  });

  it('is not given of what was taken down, hidden, removed or erased; operators say why they look', async () => {
    const { maker, takeId, sealed } = await stage();
    const [me, operator] = [await fan(), await fan()];
    await proveWallet('early', me, 1n);
    await admin`insert into private.operators (user_id) values (${operator.user.id})`;
    const takeDown = (at: Date | null) =>
      admin`update public.holders_files set taken_down_at = ${at}, taken_down_because = ${at && 'not theirs'} where id = ${sealed.id}`;
    await takeDown(new Date());
    for (const who of [me, maker]) expect(await ask(sealed.id, who)).toMatchObject(refused(410, 'taken-down'));
    expect(await ask(sealed.id, me, { reason: 'I am curious' })).toMatchObject(refused(403, 'operators-only'));
    expect(await ask(sealed.id, operator)).toMatchObject(refused(410, 'taken-down'));
    expect((await ask(sealed.id, operator, { reason: 'Report 7' })).status).toBe(200);
    await takeDown(null);
    await admin`update public.performances set status = 'hidden' where id = ${takeId}`;
    for (const who of [me, maker]) expect(await ask(sealed.id, who)).toMatchObject(refused(410, 'taken-down'));
    await admin`update public.performances set status = 'live' where id = ${takeId}`;
    // Taken down between the look at the chain and the release.
    const { readBalances } = premium;
    premium.readBalances = async (...asked) => {
      await takeDown(new Date());
      return readBalances(...asked);
    };
    expect(await ask(sealed.id, me)).toMatchObject(refused(410, 'taken-down'));
    premium.readBalances = readBalances;
    expect(await releases(sealed.id)).toEqual([
      { reader_id: operator.user.id, entitled_as: 'operator', block_number: null, reason: 'Report 7' },
    ]);
    await takeDown(null);
    expect((await doors.ask('DELETE', `api/holders-files/${sealed.id}`, undefined, me.access_token)).status).toBe(404);
    // Again, as the answer was lost.
    for (let sent = 0; sent < 2; sent++)
      expect((await doors.ask('DELETE', `api/holders-files/${sealed.id}`, undefined, maker.access_token)).status).toBe(200);
    expect(await admin`select from private.holders_keys where file_id = ${sealed.id}`).toHaveLength(0);
    for (const body of [{}, { reason: 'Report 8' }])
      expect(await ask(sealed.id, operator, body)).toMatchObject(refused(404, 'no-such-file'));

    const leaving = await stage();
    expect((await doors.ask('DELETE', 'api/account', undefined, leaving.maker.access_token)).status).toBe(200);
    expect(await admin`select from private.holders_keys where file_id = ${leaving.sealed.id}`).toHaveLength(0);
    expect(await ask(leaving.sealed.id, operator, { reason: 'Report 9' })).toMatchObject(refused(404, 'no-such-file'));
    expect((await ask('no-id', me)).status).toBe(404);
  });

  it('lies wrapped in the database, and opens under another secret once it was wrapped anew', async () => {
    const { maker, sealed } = await stage();
    const tables = await admin<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'private', 'cron', 'auth')`;
    let dump = '';
    for (const { name } of tables) {
      const [row] = await admin<{ all: string | null }[]>`
        select (xpath('/row/all/text()', query_to_xml(${`select string_agg(t::text, ' ') as all from ${name} t`}, true, true, '')))[1]::text as all`;
      dump += row?.all ?? '';
    }
    expect(dump).toContain(sealed.id);
    for (const plain of [base64(sealed.key), Buffer.from(sealed.key).toString('hex')]) expect(dump.includes(plain)).toBe(false);

    const before = (await ask(sealed.id, maker)).body.key;
    const rewrap = (secret: string) => doors.ask<{ rewrapped: number }>('POST', 'api/holders-keys/rewrap', undefined, secret);
    const fresh = secretOf('new');
    Object.assign(premium, keyWrapper([fresh, OLD]));
    expect((await rewrap('a guess')).status).toBe(401);
    expect((await rewrap(CRON)).body.rewrapped).toBeGreaterThan(0);
    expect((await rewrap(CRON)).body).toEqual({ rewrapped: 0 });
    Object.assign(premium, keyWrapper([fresh]));
    expect((await ask(sealed.id, maker)).body.key).toBe(before);
    // Without its secret the row opens nothing.
    Object.assign(premium, keyWrapper([OLD]));
    const missing = {
      status: 503,
      body: { error: { code: 'premium/secret-missing', message: expect.stringContaining('"new"') } },
    };
    expect(await ask(sealed.id, maker)).toMatchObject(missing);
    expect(await rewrap(CRON)).toMatchObject(missing);
    Object.assign(premium, keyWrapper([fresh, OLD]));
  });

  it('is given so often and no more', async () => {
    const { maker, sealed } = await stage();
    const most = DOOR_LIMITS.key.most;
    const answers = [];
    for (let i = 0; i <= most; i += 1) answers.push((await ask(sealed.id, maker)).status);
    expect(answers).toEqual([...Array(most).fill(200), 429]);
  });
});

describe('adding a file for holders', () => {
  it('is for who made the take, with an upload of their own that its key opens, once', async () => {
    const { maker, takeId, sealed, mediaId } = await stage();
    const stranger = await fan();
    const theirs = await seal();
    const file = await upload(theirs.bytes, stranger);
    expect(await add(takeId, file?.id, theirs, stranger)).toMatchObject(refused(404, 'not-your-take'));
    expect(await add(takeId, file?.id, theirs, maker)).toMatchObject(refused(409, 'no-upload'));
    const own = await perform(stranger);
    expect(await add(own, file?.id, { ...theirs, key: sealed.key }, stranger)).toMatchObject(refused(422, 'does-not-open'));
    expect(await add(own, file?.id, { ...theirs, id: sealed.id }, stranger)).toMatchObject(refused(422, 'does-not-open'));
    expect((await add(own, file?.id, theirs, stranger, 0)).status).toBe(400);
    // An answer that was lost: the same again is no second.
    expect((await add(takeId, mediaId, sealed, maker)).status).toBe(200);
    expect(await add(takeId, mediaId, sealed, maker, 2)).toMatchObject(refused(409, 'has-one'));
    expect(await add(await perform(maker), mediaId, sealed, maker)).toMatchObject(refused(409, 'has-one'));
    const second = await seal();
    const more = await upload(second.bytes, maker);
    expect(await add(takeId, more?.id, second, maker)).toMatchObject(refused(409, 'has-one'));
    await doors.ask('DELETE', `api/holders-files/${sealed.id}`, undefined, maker.access_token);
    expect((await add(takeId, more?.id, second, maker)).status).toBe(200);
  });

  it('takes sound and film that can be played alone, and no upload that is not sealed', async () => {
    const me = await fan();
    for (const mime of ['text/html', 'audio/midi']) {
      const sealed = await seal(mime);
      const file = await upload(sealed.bytes, me);
      expect(await add(await perform(me), file?.id, sealed, me)).toMatchObject(refused(422, 'does-not-open'));
    }
    const plain = await upload(crypto.getRandomValues(new Uint8Array(3_000)), me);
    expect(plain).toMatchObject({ pin_status: 'failed', problem: 'wrong-type' });
    const cut = await seal();
    expect(await upload(cut.bytes.slice(0, 109), me)).toMatchObject({ pin_status: 'failed', problem: 'wrong-type' });
  });
});

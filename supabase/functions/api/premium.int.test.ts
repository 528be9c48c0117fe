import { describe, expect, it } from 'vitest';
import { base64, COIN, CRON, OLD, openHoldersWorld, refused, secretOf } from '../../../local/ipfs/testing/holders-world.ts';
import { openSealed } from '../../../shared/media/open-sealed.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import { askChain } from '../_shared/adapters/chain-client.ts';
import { ipfsBlocks } from '../_shared/adapters/ipfs-blocks.ts';
import { keyWrapper } from '../_shared/adapters/key-wrapper.ts';
import { addressOf } from '../_testing/identity-callers.ts';

const { admin, doors, url, held, chain, premium, fan, ask, stage, proveWallet, releases } = openHoldersWorld(29_820);

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
      { reader_id: holder.user.id, entitled_as: 'holder', block_number: String(chain.block), reason: null },
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

import { expect } from 'vitest';
import { fileCid } from '../../../shared/media/file-cid.ts';
import { sealFile } from '../../../shared/media/seal-file.ts';
import { SEALED_MIME } from '../../../shared/media/sealed-form.ts';
import type { KeySecret } from '../../../shared/premium/wrap-key.ts';
import { keyWrapper } from '../../../supabase/functions/_shared/adapters/key-wrapper.ts';
import { labelReader } from '../../../supabase/functions/_shared/adapters/sealed-labels.ts';
import { premiumStore } from '../../../supabase/functions/_shared/stores/premium.ts';
import { addressOf } from '../../../supabase/functions/_testing/identity-callers.ts';
import type { IdentityDoors } from '../../../supabase/functions/_testing/identity-doors.ts';
import { seedCoin } from '../../../supabase/functions/_testing/seed-coin.ts';
import type { PremiumDoorPorts } from '../../../supabase/functions/api/premium-routes.ts';
import { sendBytes } from '../../../web/features/media/testing/send-bytes.ts';
import { openMediaWorld, type Permit } from './media-world.ts';

export const CRON = 'a cron secret of the test';
export const COIN = 10n ** 18n;
export const secretOf = (id: string): KeySecret => ({ id, secret: crypto.getRandomValues(new Uint8Array(32)) });
export const OLD = secretOf('old');
type Me = Awaited<ReturnType<IdentityDoors['byFarcaster']>>;
type Sealed = { id: string; key: Uint8Array<ArrayBuffer>; plain: Uint8Array<ArrayBuffer>; bytes: Uint8Array<ArrayBuffer> };
type Answer = { id: string; cid: string; mime: string; size: number; key: string; error: { code: string } };
export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
export const refused = (status: number, code: string) => ({ status, body: { error: { code: `premium/${code}` } } });

/** A file sealed on a device. */
export async function seal(mime = 'audio/wav'): Promise<Sealed> {
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

/** For a test file, at its top: takes with coins and files for those who hold enough of them, on a chain that is a map. */
export function openHoldersWorld(firstPort: number) {
  /** Who holds how much of any coin, as of a block that is counted on. */
  const held = new Map<string, bigint>();
  const chain = { block: 100n };
  let fid = 4_000;
  const premium = {
    ...keyWrapper([OLD]),
    readBalances: async (_, wallets) => ({
      block: ++chain.block,
      held: wallets.reduce((sum, each) => sum + (held.get(each) ?? 0n), 0n),
    }),
    cronSecret: CRON,
  } as PremiumDoorPorts;
  const media = openMediaWorld(firstPort, (db, url) =>
    Object.assign(premium, premiumStore(db), { readLabel: labelReader([url]) }),
  );
  const { admin, doors, url, say, work, rowOf } = media;

  /** From the wish to the check; gives the upload's row. */
  async function upload(bytes: Uint8Array<ArrayBuffer>, me: Me) {
    const { cid } = await fileCid([bytes]);
    const wish = { purpose: 'sealed', cid, size: bytes.length, mime: SEALED_MIME };
    const { body } = await doors.ask<Permit>('POST', 'api/media', wish, me.access_token);
    await say(body.id, await sendBytes(bytes, SEALED_MIME, body.upload_url), me.access_token);
    await work();
    return rowOf(body.id);
  }

  async function perform(me: Me): Promise<string> {
    const [row] = await admin<{ id: string }[]>`
      insert into public.performances (user_id, title, poster_lines, kind, ink) values (${me.user.id}, 'Late', '{LATE}', 'song', 'amber') returning id`;
    return row?.id as string;
  }
  const launch = (takeId: string) => seedCoin(admin, takeId, { address: `0x${takeId.replaceAll('-', '').padEnd(40, '0')}` });
  const add = (takeId: string, mediaId: string, { id, key }: Pick<Sealed, 'id' | 'key'>, me: Me, least_coins = 1) =>
    doors.ask<Answer>(
      'POST',
      `api/performances/${takeId}/holders-file`,
      { media_id: mediaId, file_id: id, key: base64(key), least_coins },
      me.access_token,
    );
  const ask = (fileId: string, me: Me | null, body: object = {}) =>
    doors.ask<Answer>('POST', `api/holders-files/${fileId}/key`, body, me?.access_token);
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
  return { admin, doors, url, held, chain, premium, fan, add, ask, upload, perform, stage, proveWallet, releases };
}

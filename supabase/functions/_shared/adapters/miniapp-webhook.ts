import { z } from 'zod';
import { AppError, invalidInput } from '../../../../shared/kernel/app-error.ts';
import type { FindAppKey } from '../../../../shared/notifications/ports.ts';
import type { MiniAppEvent } from '../../../../shared/notifications/schema.ts';
import { fid } from './neynar-schema.ts';
import { jsonOf, readWebhook } from './webhook-body.ts';

const SENDER = 'a client of Farcaster';

const part = z.string().regex(/^[\w-]+={0,2}$/, 'not base64url');
const envelope = z.object({ header: part.max(2_000), payload: part.max(20_000), signature: part.max(200) });
const header = z.object({
  fid,
  type: z.literal('app_key'),
  key: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/)
    .transform(key => key.toLowerCase() as `0x${string}`),
});
const details = z.object({ url: z.url({ protocol: /^https?$/ }).max(1_000), token: z.string().min(1).max(512) });
const payload = z.discriminatedUnion('event', [
  z.object({ event: z.enum(['miniapp_added', 'frame_added']), notificationDetails: details.optional() }),
  z.object({ event: z.literal('notifications_enabled'), notificationDetails: details }),
  z.object({ event: z.enum(['miniapp_removed', 'frame_removed', 'notifications_disabled']) }),
  z.object({ event: z.enum(['miniapp_add_rejected', 'frame_add_rejected']) }),
]);

type Meaning = { says: 'may-notify'; url: string; token: string } | { says: 'may-not-notify' | 'nothing' };

export type MiniAppWebhookOptions = {
  findAppKey: FindAppKey;
  /** Where clients may have us send to. Anybody can have a key and name an address: what is not listed is never called. */
  origins: readonly string[];
};

/**
 * A client's webhook: a JSON Farcaster Signature whose Ed25519 key is, by the registry, the client's for that person.
 * @throws AppError 400 (not what clients send), 401 (not signed by a client of theirs), 503 (the registry cannot be asked)
 */
export function miniAppWebhook({ findAppKey, origins }: MiniAppWebhookOptions): (body: Uint8Array) => Promise<MiniAppEvent> {
  return async body => {
    const said = readWebhook(envelope, jsonOf(body), SENDER);
    const by = readWebhook(header, jsonOf(bytesOf(said.header)), SENDER);
    if (!(await isSigned(said, by.key))) throw unsigned();
    const appFid = await findAppKey(by.fid, by.key);
    if (appFid === null) throw unsigned();
    const event = readWebhook(payload, jsonOf(bytesOf(said.payload)), SENDER);
    return { fid: by.fid, appFid, ...meaningOf(event, origins) };
  };
}

function meaningOf(said: z.infer<typeof payload>, origins: readonly string[]): Meaning {
  const { event } = said;
  if (event === 'miniapp_removed' || event === 'frame_removed' || event === 'notifications_disabled')
    return { says: 'may-not-notify' };
  const told = 'notificationDetails' in said ? said.notificationDetails : undefined;
  if (!told) return { says: 'nothing' };
  const { origin } = new URL(told.url);
  if (!origins.includes(origin))
    throw invalidInput('hooks/unknown-host', 'Notifications are not sent to this address.', { origin });
  return { says: 'may-notify', ...told };
}

async function isSigned(said: z.infer<typeof envelope>, key: string): Promise<boolean> {
  const raw = Uint8Array.from(key.slice(2).match(/../g) ?? [], byte => Number.parseInt(byte, 16));
  const signature = bytesOf(said.signature);
  if (signature.length !== 64) return false;
  try {
    const publicKey = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const text = new TextEncoder().encode(`${said.header}.${said.payload}`);
    return await crypto.subtle.verify('Ed25519', publicKey, signature, text);
  } catch {
    // Not every 32 bytes are a key.
    return false;
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')), char =>
      char.charCodeAt(0),
    );
  } catch {
    throw invalidInput('hooks/malformed', 'The webhook is not base64url.');
  }
}

function unsigned(): AppError {
  return new AppError('hooks/bad-signature', 'The webhook is not signed by a client of this person.', { status: 401 });
}

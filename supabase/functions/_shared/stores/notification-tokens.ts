import type { RecordMiniAppEvent } from '../../../../shared/notifications/ports.ts';
import type { MiniAppEvent } from '../../../../shared/notifications/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/**
 * What clients say about their people. Events carry no time and come twice and out of order, so a token that was ended in any way stays
 * ended: a late "added" with it changes nothing. A new token that comes after its own removal is kept until the host refuses it.
 */
export function miniAppEventRecorder(db: Database): RecordMiniAppEvent {
  return event => (event.says === 'nothing' ? Promise.resolve('ignored') : db.begin(tx => record(tx, event)));
}

async function record(
  tx: Transaction,
  event: Exclude<MiniAppEvent, { says: 'nothing' }>,
): Promise<'kept' | 'dropped' | 'ignored'> {
  const { fid, appFid } = event;
  await tx`select pg_advisory_xact_lock(hashtextextended(${`notification-token:${fid}:${appFid}`}, 0))`;
  const [present] = await tx<{ token: string }[]>`
    select token from private.notification_tokens where fid = ${fid} and app_fid = ${appFid}`;
  if (event.says === 'may-not-notify') {
    if (!present) return 'ignored';
    await buryTokens(tx, [present.token]);
    return 'dropped';
  }
  if (present?.token === event.token) return 'ignored';
  const dead = await tx`
    select from private.dead_notification_tokens where token_hash = encode(sha256(convert_to(${event.token}, 'UTF8')), 'hex')`;
  if (dead.length > 0) return 'ignored';
  if (present) await buryTokens(tx, [present.token]);
  await tx`
    insert into private.notification_tokens (fid, app_fid, url, token) values (${fid}, ${appFid}, ${event.url}, ${event.token})
    on conflict (fid, app_fid) do update set url = excluded.url, token = excluded.token, updated_at = now()`;
  return 'kept';
}

/** Ends tokens for good. */
export async function buryTokens(tx: Transaction, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return;
  await tx`
    with gone as (delete from private.notification_tokens where token = any (${arrayOf(tokens)}::text[]) returning token)
    insert into private.dead_notification_tokens (token_hash)
    select distinct encode(sha256(convert_to(token, 'UTF8')), 'hex') from gone
    on conflict do nothing`;
}

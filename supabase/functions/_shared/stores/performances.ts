import type { TakeBack } from '../../../../shared/hearing/ports.ts';
import { performanceOfCast } from '../../../../shared/performances/performance-of-cast.ts';
import type { CastRecorded, RecordCast } from '../../../../shared/performances/ports.ts';
import type { CastPerformance } from '../../../../shared/performances/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { lockCast } from './engagement-casts.ts';
import { linkEngagement } from './engagement-link.ts';
import { ruleBook } from './engagement-rules.ts';
import { authorId } from './identity.ts';

/** Records casts that make, meet or hide a performance, each in one transaction under the cast's lock. */
export function castRecorder(db: Database, { appUrl }: { appUrl: string }): RecordCast {
  const rules = ruleBook();
  return async (action, cast) => {
    const performance = performanceOfCast(cast, appUrl);
    if (performance === null && action === 'created') return 'ignored';
    // Most deletions are of replies: they need no transaction.
    if (performance === null && !(await isLinked(db, cast.hash))) return 'ignored';
    return db.begin(async tx => {
      const locked = await lockCast(tx, cast.hash);
      // The author took the cast back: the performance is hidden, and a coin that is not on its way yet is stopped.
      if (action === 'deleted' && (await hideLinked(tx, cast.hash))) return 'performance';
      if (performance === null) return 'ignored';
      if (await isLinked(tx, cast.hash)) return 'duplicate';
      // Who passes on somebody else's take, or left, gets no account by it.
      if (await isOthers(tx, performance.id, cast.author.fid)) return 'ignored';
      // A deletion that overtook its cast leaves the performance hidden, so that the late cast finds it so.
      const status = action === 'created' ? 'live' : 'hidden';
      if (!(await link(tx, performance, await authorId(tx, cast.author), status))) return 'ignored';
      const creatorFid = cast.author.fid;
      await linkEngagement(
        tx,
        locked,
        { performanceId: performance.id, postedAt: cast.at, creatorFid, channel: cast.channel },
        rules,
      );
      return 'performance';
    }) as Promise<CastRecorded>;
  };
}

/** Takes a performance back whose cast is gone, as the webhook of its deletion would have. */
export function takeBackCast(db: Database): TakeBack {
  return castHash =>
    db.begin(async tx => {
      await lockCast(tx, castHash);
      return hideLinked(tx, castHash);
    });
}

/** @returns whether it was hidden by this */
async function hideLinked(tx: Transaction, castHash: string): Promise<boolean> {
  const hidden = await tx<{ id: string }[]>`
    update public.performances set status = 'hidden', taken_back_at = now(), updated_at = now()
    where farcaster_cast_id = ${castHash} and taken_back_at is null returning id`;
  await tx`select private.hold_launches(${arrayOf(hidden.map(row => row.id))}::uuid[], 'The cast was deleted.')`;
  return hidden.length > 0;
}

/**
 * Makes the performance, or gives its cast to the draft that its author made before. What the author chose in the draft
 * stays; only media that it lacks come from the cast. @returns whether the cast was new to it
 */
async function link(tx: Transaction, said: CastPerformance, author: string, status: 'live' | 'hidden'): Promise<boolean> {
  const made = await tx`
    insert into public.performances (id, user_id, farcaster_cast_id, title, poster_lines, kind, ink, status,
      audio_url, video_url, poster_url, duration_ms, cast_text, cast_at, taken_back_at)
    values (${said.id}, ${author}, ${said.castHash}, ${said.title}, ${arrayOf(said.posterLines)}::text[], ${said.kind}, ${said.ink}, ${status},
      ${said.audioUrl}, ${said.videoUrl}, ${said.posterUrl}, ${said.durationMs}, ${said.castText}, ${new Date(said.castAt)},
      case when ${status} = 'hidden' then now() end)
    on conflict do nothing returning id`;
  if (made.length > 0) return true;
  const met = await tx`
    update public.performances set
      farcaster_cast_id = ${said.castHash}, status = case when status = 'draft' then ${status} else status end,
      taken_back_at = coalesce(taken_back_at, case when ${status} = 'hidden' then now() end),
      audio_url = coalesce(audio_url, ${said.audioUrl}), video_url = coalesce(video_url, ${said.videoUrl}),
      poster_url = coalesce(poster_url, ${said.posterUrl}), duration_ms = coalesce(duration_ms, ${said.durationMs}::integer),
      cast_text = ${said.castText}, cast_at = ${new Date(said.castAt)}, updated_at = now()
    where id = ${said.id} and user_id = ${author} and farcaster_cast_id is null
      and not exists (select from public.performances other where other.farcaster_cast_id = ${said.castHash})
    returning id`;
  return met.length > 0;
}

async function isOthers(tx: Transaction, performanceId: string, fid: number): Promise<boolean> {
  const found = await tx`
    select from public.performances p join public.users u on u.id = p.user_id
    where p.id = ${performanceId} and u.farcaster_fid is distinct from ${fid}`;
  return found.length > 0;
}

async function isLinked(tx: Database | Transaction, castHash: string): Promise<boolean> {
  return (await tx`select from public.performances where farcaster_cast_id = ${castHash}`).length > 0;
}

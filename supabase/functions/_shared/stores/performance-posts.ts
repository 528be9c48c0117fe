import type { Draft, PostedFile, PostPorts } from '../../../../shared/performances/post-ports.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type FileRow = { cid: string; mime: string; duration_ms: number | null; purpose: PostedFile['purpose']; pin_status: string };

type Standing = 'draft' | 'live' | 'hidden';

/** Drafts, changes and removals by authors. */
export function postStore(db: Database): Omit<PostPorts, 'readCast' | 'record'> {
  return {
    findFile: async (id, userId) => {
      const [row] = await db<FileRow[]>`select * from public.media_files where id = ${id} and user_id = ${userId}`;
      if (!row) return null;
      if (row.pin_status === 'failed') return 'failed';
      if (row.pin_status !== 'pinned') return 'waiting';
      const { cid, mime, duration_ms: durationMs, purpose } = row;
      return { cid, mime, durationMs, purpose } satisfies PostedFile;
    },

    mayRemix: async (originalId, takeId) =>
      (
        await db`
          with recursive up as (
            select id, remix_of from public.performances where id = ${originalId}
            union select above.id, above.remix_of from up join public.performances above on above.id = up.remix_of)
          select from public.performances
          where id = ${originalId} and status = 'live' and not exists (select from up where up.id = ${takeId})`
      ).length > 0,

    saveDraft: (draft, attested) =>
      db.begin(async tx => {
        const [saved] = await tx<{ status: Standing }[]>`
          insert into public.performances as p (id, user_id, title, poster_lines, kind, ink, status, language, remix_of, media_id, poster_id,
            audio_url, video_url, poster_url, duration_ms, cast_text)
          values (${draft.id}, ${draft.userId}, ${draft.title}, ${arrayOf(draft.posterLines)}::text[], ${draft.kind}, ${draft.ink}, 'draft',
            ${draft.language}, ${draft.remixOf}, ${draft.mediaId}, ${draft.posterId}, ${draft.audioUrl}, ${draft.videoUrl}, ${draft.posterUrl},
            ${draft.durationMs}, ${draft.castText})
          on conflict (id) do update set title = excluded.title, poster_lines = excluded.poster_lines, kind = excluded.kind, ink = excluded.ink,
            language = excluded.language, remix_of = excluded.remix_of, media_id = coalesce(excluded.media_id, p.media_id), poster_id = excluded.poster_id,
            audio_url = case when excluded.media_id is null and p.media_id is not null then p.audio_url else excluded.audio_url end,
            video_url = case when excluded.media_id is null and p.media_id is not null then p.video_url else excluded.video_url end,
            poster_url = coalesce(excluded.poster_url, p.poster_url), duration_ms = coalesce(excluded.duration_ms, p.duration_ms),
            cast_text = case when p.status = 'draft' then excluded.cast_text else p.cast_text end, updated_at = now()
          -- A cast that came before its draft made a take without song or film: the draft completes it. What sounds stays, and so does what is on its way to a coin.
          where p.user_id = excluded.user_id and p.status <> 'hidden' and (p.status = 'draft' or (
            p.media_id is null and p.audio_url is null and p.video_url is null
            and not exists (select from public.viral_queue q where q.performance_id = p.id)))
          returning status`;
        if (saved === undefined) {
          const [stands] = await tx<{ status: Standing }[]>`
            select status from public.performances where id = ${draft.id} and user_id = ${draft.userId}`;
          return stands?.status ?? null;
        }
        await tx`
          insert into public.attestations (performance_id, user_id, text_version) values (${draft.id}, ${draft.userId}, ${attested})
          on conflict do nothing`;
        return saved.status;
      }),

    change: async (id, userId, change: Partial<Draft>) => {
      const lines = change.posterLines === undefined ? null : arrayOf(change.posterLines);
      const changed = await db`
        update public.performances set
          title = coalesce(${change.title ?? null}, title), poster_lines = coalesce(${lines}::text[], poster_lines),
          kind = coalesce(${change.kind ?? null}, kind), ink = coalesce(${change.ink ?? null}, ink),
          language = case when ${change.language !== undefined} then ${change.language ?? null} else language end,
          remix_of = case when ${change.remixOf !== undefined} then ${change.remixOf ?? null}::uuid else remix_of end,
          updated_at = now()
        where id = ${id} and user_id = ${userId} and status <> 'hidden' returning id`;
      return changed.length > 0;
    },

    remove: (id, userId) =>
      db.begin(async tx => {
        const hidden = await tx`
          update public.performances set status = 'hidden', taken_back_at = now(), updated_at = now()
          where id = ${id} and user_id = ${userId} and taken_back_at is null returning id`;
        if (hidden.length === 0) return false;
        await tx`select private.hold_launches(array[${id}]::uuid[], 'The take was taken down.')`;
        return true;
      }),
  };
}

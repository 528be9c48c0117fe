import { isUuid } from '../../../../shared/kernel/is-uuid.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { CheckStore, MediaFile, PermitStore } from '../../../../shared/media/ports.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { addJob } from './jobs.ts';

type Row = {
  id: string;
  user_id: string;
  purpose: MediaFile['purpose'];
  cid: string;
  size_bytes: string;
  pin_status: MediaFile['pinStatus'];
  second_pin_status: MediaFile['secondPin'];
  problem: MediaFile['problem'];
  uploaded_at: Date | null;
  allowed_at: Date;
  lapses_at: Date;
};

/** Makes a checked picture the one of its owner's profile, at the address that `gatewayUrl` gives it. */
export function avatarStore(db: Database, gatewayUrl: string): (fileId: string, userId: string) => Promise<boolean> {
  return async (fileId, userId) => {
    if (!isUuid(fileId)) return false;
    const changed = await db`
      update public.users u set avatar_url = ${gatewayUrl} || '/ipfs/' || f.cid, edited_at = now(), updated_at = now()
      from public.media_files f
      where f.id = ${fileId} and f.user_id = ${userId} and f.purpose = 'avatar' and f.pin_status = 'pinned'
        and u.id = f.user_id and u.deleted_at is null
      returning u.id`;
    return changed.length > 0;
  };
}

/** Files and what became of them. */
export function mediaStore(db: Database): PermitStore & CheckStore {
  return {
    allow: (userId, upload, day) =>
      db.begin(async tx => {
        // Two wishes at once must not both be the last one that the day allows.
        await tx`select pg_advisory_xact_lock(hashtextextended('media:' || ${userId}, 0))`;
        const known = await tx<Row[]>`
          select * from public.media_files
          where user_id = ${userId} and cid = ${upload.cid} and purpose = ${upload.purpose} and pin_status <> 'failed'
          order by allowed_at desc limit 1`;
        const [here] = known;
        if (here && (here.pin_status !== 'allowed' || here.allowed_at.getTime() > day.freshSince)) return fileOf(here);
        const [used] = await tx<{ bytes: string; files: string }[]>`
          select coalesce(sum(size_bytes) filter (where pin_status <> 'failed' and id is distinct from ${here?.id ?? null}::uuid), 0) as bytes,
            coalesce(sum(permits), 0) as files
          from public.media_files where user_id = ${userId} and allowed_at > ${new Date(day.since)}`;
        if (Number(used?.bytes) + upload.size > day.bytes || Number(used?.files) >= day.files) return null;
        const [at, lapses] = [new Date(day.now), new Date(day.lapsesAt)];
        // The size that is declared now is the one that its new address takes.
        const [made] = here
          ? await tx<Row[]>`
              update public.media_files set permits = permits + 1, allowed_at = ${at}, lapses_at = ${lapses}, size_bytes = ${upload.size}
              where id = ${here.id} returning *`
          : await tx<Row[]>`
              insert into public.media_files (user_id, purpose, cid, size_bytes, mime, peaks, loudness, allowed_at, lapses_at)
              values (${userId}, ${upload.purpose}, ${upload.cid}, ${upload.size}, ${upload.mime}, ${upload.peaks ?? null},
                ${upload.loudness ?? null}, ${at}, ${lapses})
              returning *`;
        if (made)
          await addJob(tx, { key: `lapse:${made.id}`, kind: 'pin', payload: { id: made.id, lapse: true }, runAt: day.lapsesAt });
        return made ? fileOf(made) : null;
      }),

    find: async id => {
      if (!isUuid(id)) return null;
      const [row] = await db<Row[]>`select * from public.media_files where id = ${id}`;
      return row ? fileOf(row) : null;
    },

    uploaded: id =>
      db.begin(async tx => {
        await tx`update public.media_files set pin_status = 'queued', uploaded_at = now() where id = ${id} and pin_status = 'allowed'`;
        await wakeCheck(tx, id);
      }),

    fail: async (id, problem) => {
      await db`
        update public.media_files set pin_status = 'failed', problem = ${problem}, checked_at = now()
        where id = ${id} and pin_status <> 'pinned'`;
    },

    pinned: async (id, facts, ref) => {
      await db`
        update public.media_files set pin_status = 'pinned', pin_ref = ${ref}, checked_at = now(), mime = ${facts.mime},
          duration_ms = ${facts.durationMs}, width = ${facts.width}, height = ${facts.height}, codecs = ${arrayOf(facts.codecs)}::text[],
          tag_title = ${facts.title}, tag_artist = ${facts.artist}
        where id = ${id} and pin_status = 'queued'`;
    },

    isShared: async ({ id, cid }) =>
      (
        await db`
          select from public.media_files where cid = ${cid} and id <> ${id} and pin_status in ('queued', 'pinned')
          union all select from public.pose_files where cid = ${cid}
          union all select from public.provenance_batches where cid = ${cid}
          union all select from public.viral_queue where metadata_cid = ${cid}
          limit 1`
      ).length > 0,

    second: async (id, status, ref) => {
      await db`
        update public.media_files set second_pin_status = ${status}, second_pin_ref = coalesce(${ref ?? null}, second_pin_ref)
        where id = ${id}`;
    },
  };
}

async function wakeCheck(tx: Transaction, id: string): Promise<void> {
  await addJob(tx, { key: `pin:${id}`, kind: 'pin', payload: { id } });
}

function fileOf(row: Row): MediaFile {
  return {
    id: row.id,
    userId: row.user_id,
    purpose: row.purpose,
    cid: row.cid,
    size: Number(row.size_bytes),
    pinStatus: row.pin_status,
    secondPin: row.second_pin_status,
    problem: row.problem,
    allowedAt: unixMs(row.allowed_at.getTime()),
    lapsesAt: unixMs(row.lapses_at.getTime()),
    uploadedAt: row.uploaded_at === null ? null : unixMs(row.uploaded_at.getTime()),
  };
}

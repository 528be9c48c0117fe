import { copiedPose, poseGoing, tooManyPoses } from '../../../../shared/chains/errors.ts';
import type { PoseStore } from '../../../../shared/chains/ports.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { addJob } from './jobs.ts';

type Row = { mine: boolean; used: boolean; lapsed: boolean; lapses_at: Date };

/** Movements on Postgres, from before they are pinned on. Whether one lapsed is read once its row is held, so that nobody joins with what is being removed. */
export function poseStore(db: Database): PoseStore {
  const look = async (tx: Transaction, cid: string, userId: string | null) => {
    await tx`select from public.pose_files where cid = ${cid} for update`;
    const [row] = await tx<Row[]>`
      select user_id = ${userId}::uuid as mine, lapses_at, lapses_at <= clock_timestamp() as lapsed,
        exists (select from public.dance_moves m where m.pose_cid = f.cid) as used
      from public.pose_files f where cid = ${cid}`;
    return row;
  };
  return {
    keep: ({ cid, bytes, frames, durationMs }, userId, mostAnHour) =>
      db.begin(async tx => {
        // Two movements at once must not both be the hour's last.
        await tx`select pg_advisory_xact_lock(hashtextextended('pose:' || ${userId}, 0))`;
        const here = await look(tx, cid, userId);
        if (here && !here.mine) throw copiedPose();
        if (here?.used) return;
        if (here?.lapsed) throw poseGoing();
        if (here === undefined) {
          const [hour] = await tx<{ count: string }[]>`
            select count(*) from public.pose_files where user_id = ${userId} and created_at > now() - interval '1 hour'`;
          if (Number(hour?.count) >= mostAnHour) throw tooManyPoses(mostAnHour);
        }
        const [kept] = await tx<{ lapses_at: Date }[]>`
          insert into public.pose_files as f (cid, user_id, bytes, frames, duration_ms)
          values (${cid}, ${userId}, ${bytes}, ${frames}, ${durationMs})
          on conflict (cid) do update set lapses_at = excluded.lapses_at where f.user_id = excluded.user_id
          returning lapses_at`;
        if (kept === undefined) throw copiedPose();
        await addJob(tx, { key: `pose:${cid}`, kind: 'pose', payload: { cid }, runAt: unixMs(kept.lapses_at.getTime()) });
      }),

    standing: cid =>
      db.begin(async tx => {
        const here = await look(tx, cid, null);
        if (here?.used) return 'stays';
        return here === undefined || here.lapsed ? 'lapsed' : { lapsesAt: unixMs(here.lapses_at.getTime()) };
      }),

    forget: async cid => {
      await db`delete from public.pose_files where cid = ${cid} and lapses_at <= clock_timestamp()`;
    },
  };
}

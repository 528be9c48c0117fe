import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { HealthPorts, PartHealth, PartName } from '../../../../shared/ops/health.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type Store = Pick<HealthPorts, 'claimCheck' | 'note'> & {
  /** All parts in the order of their names, and when they were last looked at; null before the first look. */
  read: () => Promise<{ parts: PartHealth[]; checkedAt: UnixMs | null }>;
};

/** Which parts answer, on Postgres. */
export function healthStore(db: Database): Store {
  return {
    claimCheck: async (now, everyMs) => {
      const { count } = await db`
        update public.part_health set checked_at = ${new Date(now)}
        where part in (select part from public.part_health where checked_at <= ${new Date(now - everyMs)} order by part for update skip locked)`;
      return count > 0;
    },
    note: async (seen, now) => {
      await db`
        update public.part_health h set
          answering = s.answers or (h.answering and h.failing_since is null),
          since = case
            when s.answers and not h.answering then ${new Date(now)}
            when not s.answers and h.answering and h.failing_since is not null then h.failing_since
            else h.since end,
          failing_since = case when not s.answers then coalesce(h.failing_since, ${new Date(now)}) end
        from unnest(${arrayOf(seen.map(each => each.part))}::text[], ${arrayOf(seen.map(each => String(each.answers)))}::boolean[]) s (part, answers)
        where h.part = s.part`;
    },
    read: async () => {
      const rows = await db<{ part: PartName; answering: boolean; since: Date; checked_at: Date | number }[]>`
        select part, answering, since, checked_at from public.part_health order by part`;
      const checked = rows.flatMap(({ checked_at: at }) => (at instanceof Date ? [at.getTime()] : []));
      return {
        parts: rows.map(({ part, answering, since }) => ({ part, answering, since: since.getTime() as UnixMs })),
        checkedAt: checked.length > 0 ? (Math.min(...checked) as UnixMs) : null,
      };
    },
  };
}

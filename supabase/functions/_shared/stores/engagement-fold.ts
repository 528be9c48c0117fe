import type { Folded } from '../../../../shared/engagement/fold-events.ts';
import { foldFrom, type PersonsEvents, startOf } from '../../../../shared/engagement/fold-from.ts';
import type { ReadyRule } from '../../../../shared/engagement/ready-rule.ts';
import type { KnownEvent, Post } from '../../../../shared/engagement/schema.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import type { LockedCast } from './engagement-casts.ts';
import { type Known, type KnownPerson, readSince } from './engagement-known.ts';

/** A performance with new events, and all that its fold needs. */
export type Plan = {
  cast: LockedCast;
  post: Post;
  rule: ReadyRule;
  added: readonly KnownEvent[];
  /** The people of the new events, as they were before. */
  known: ReadonlyMap<number, KnownPerson>;
};

export type CastFold = Plan & { folded: Folded };

/**
 * Folds what is new into each cast's state. What comes after all that was read is folded on; where something comes late, or
 * the rule is another, the fold goes on from the last checkpoint before it, with one more statement for all such casts.
 * The new events have been appended.
 */
export async function foldPlans(tx: Transaction, plans: readonly Plan[]): Promise<CastFold[]> {
  const starts = plans.map(plan => ({ plan, from: startOf(plan.cast, plan.added, plan.rule) }));
  const late = starts.filter(({ plan, from }) => from !== plan.cast.state);
  const since = late.map(({ plan, from }) => ({ hash: plan.cast.hash, since: from.last?.[0] ?? null }));
  const again: Known = late.length > 0 ? await readSince(tx, since) : new Map();
  const folds = starts.map(({ plan, from }) => {
    const isLate = from !== plan.cast.state;
    const people = isLate ? (again.get(plan.cast.hash) ?? new Map()) : withAdded(plan);
    return { ...plan, people, folded: foldFrom(from, plan.cast.checkpoints, people, plan.post, plan.rule) };
  });
  await saveGiven(tx, folds);
  return folds;
}

function withAdded({ added, known }: Plan): Map<number, PersonsEvents> {
  const byPerson = Map.groupBy(added, event => event.fid);
  return new Map(
    [...byPerson].map(([fid, own]) => {
      const person = known.get(fid);
      return [fid, { events: [...(person?.events ?? []), ...own], given: person?.given }];
    }),
  );
}

async function saveGiven(
  tx: Transaction,
  folds: readonly (CastFold & { people: ReadonlyMap<number, PersonsEvents> })[],
): Promise<void> {
  const rows = folds.flatMap(({ cast, folded, people }) =>
    [...folded.given].flatMap(([fid, { weight, differs }]) =>
      differs || people.get(fid)?.given !== undefined ? [{ hash: cast.hash, fid, weight }] : [],
    ),
  );
  if (rows.length === 0) return;
  await tx`
    insert into private.engagement_weights (cast_hash, fid, weight)
    select * from unnest(
      ${arrayOf(rows.map(row => row.hash))}::text[],
      ${arrayOf(rows.map(row => row.fid))}::bigint[],
      ${arrayOf(rows.map(row => row.weight))}::double precision[])
    on conflict (cast_hash, fid) do update set weight = excluded.weight`;
}

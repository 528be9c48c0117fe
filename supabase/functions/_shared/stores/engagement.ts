import { scoreOf } from '../../../../shared/engagement/decide-viral.ts';
import { type CastFold, decideNow, foldCast, minuteOf } from '../../../../shared/engagement/fold-cast.ts';
import type { ReceivedEvent, RecordEngagement, Recorded } from '../../../../shared/engagement/ports.ts';
import type { ViralRule } from '../../../../shared/engagement/rule.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { databaseAway } from '../adapters/database-away.ts';
import { batched } from './engagement-batch.ts';
import { type LockedCast, lockCasts, saveCasts } from './engagement-casts.ts';
import { recordDecision } from './engagement-decisions.ts';
import { appendEvents } from './engagement-events.ts';
import { type MetricsChange, type ScoreAt, saveClimb, saveMetrics } from './engagement-metrics.ts';
import { savePeople } from './engagement-people.ts';
import { readStandings, type Standings, saveStandings } from './engagement-standings.ts';

/** Records events that arrive together in one transaction, and tells each caller what became of its own once that is durable. */
export function engagementRecorder(db: Database, rule: ViralRule): RecordEngagement {
  const commit = (events: readonly ReceivedEvent[]) => db.begin(tx => recordEvents(tx, events, rule)) as Promise<Recorded[]>;
  return batched(commit, { concernsAll: error => databaseAway(error) !== null });
}

/**
 * One transaction for any number of events of any number of casts: a fixed number of statements, a fold per cast.
 * @returns for each event what became of it
 */
export async function recordEvents(tx: Transaction, events: readonly ReceivedEvent[], rule: ViralRule): Promise<Recorded[]> {
  const casts = await lockCasts(tx, countBy(events), rule);
  const added = await appendEvents(tx, events);
  const before = added.length > 0 ? await readStandings(tx, added) : new Map();
  const addedByCast = Map.groupBy(added, event => event.castHash);
  const folds = new Map<string, CastFold>();
  const changed = new Set<ReceivedEvent>();
  for (const [hash, cast] of casts) {
    const own = addedByCast.get(hash) ?? [];
    const mayDecide = cast.performanceId !== null && cast.decidedAt === null;
    const fold = foldCast({ state: cast.state, people: before.get(hash) ?? new Map(), events: own, rule, mayDecide });
    folds.set(hash, fold);
    own.forEach((event, i) => {
      if (fold.changed[i]) changed.add(event);
    });
  }
  const duplicates = countBy(events.filter(event => !changed.has(event)));
  await saveCasts(
    tx,
    [...folds].map(([hash, { state }]) => ({ hash, state, duplicates: duplicates.get(hash) ?? 0 })),
  );
  if (added.length > 0) {
    const after: Standings = new Map([...folds].map(([hash, fold]) => [hash, fold.people]));
    await saveStandings(tx, added, after);
    await savePeople(tx, added);
    await publish(tx, casts, folds, rule);
  }
  return events.map(event => (changed.has(event) ? 'counted' : 'duplicate'));
}

/** What the folds mean for performances: decisions, metrics, the climb. */
async function publish(
  tx: Transaction,
  casts: Map<string, LockedCast>,
  folds: Map<string, CastFold>,
  rule: ViralRule,
): Promise<void> {
  const metrics: MetricsChange[] = [];
  const climb: ScoreAt[] = [];
  for (const [hash, { performanceId, state }] of casts) {
    const fold = folds.get(hash);
    if (performanceId === null || fold === undefined || fold.state === state) continue;
    const decision = fold.decision;
    const crossed = decision !== null && (await recordDecision(tx, hash, performanceId, decision));
    metrics.push({ performanceId, state: fold.state, crossedAt: crossed ? decision.decidedAt : null });
    for (const [at, score] of fold.climb) climb.push({ performanceId, at, score });
  }
  await saveMetrics(tx, metrics, rule);
  await saveClimb(tx, climb);
}

/** Gives a performance what its cast gathered before they met: metrics, the climb so far, and the decision if it is due. */
export async function linkEngagement(tx: Transaction, cast: LockedCast, performanceId: string, rule: ViralRule): Promise<void> {
  await tx`update private.engagement_casts set performance_id = ${performanceId} where cast_hash = ${cast.hash}`;
  const decision = cast.decidedAt === null ? decideNow(cast.state, rule) : null;
  const crossed = decision !== null && (await recordDecision(tx, cast.hash, performanceId, decision));
  await saveMetrics(tx, [{ performanceId, state: cast.state, crossedAt: crossed ? decision.decidedAt : null }], rule);
  const { lastAt } = cast.state;
  if (lastAt !== null) await saveClimb(tx, [{ performanceId, at: minuteOf(lastAt), score: scoreOf(cast.state, rule) }]);
}

function countBy(events: readonly ReceivedEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { castHash } of events) counts.set(castHash, (counts.get(castHash) ?? 0) + 1);
  return counts;
}

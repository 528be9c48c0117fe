import type { ReceivedEvent, RecordEngagement, Recorded } from '../../../../shared/engagement/ports.ts';
import type { Counts, KnownEvent } from '../../../../shared/engagement/schema.ts';
import { takeIn } from '../../../../shared/engagement/take-in.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { databaseAway } from '../adapters/database-away.ts';
import { batched } from './engagement-batch.ts';
import { type CastChange, type LockedCast, lockCasts, saveCasts } from './engagement-casts.ts';
import { appendEvents } from './engagement-events.ts';
import { type CastFold, foldPlans, type Plan } from './engagement-fold.ts';
import { type Known, readKnown, withFacts } from './engagement-known.ts';
import { climbRows, saveClimb, saveMetrics } from './engagement-metrics.ts';
import { savePeople } from './engagement-people.ts';
import { type RuleBook, ruleBook } from './engagement-rules.ts';
import { wakeJudges } from './engagement-wake.ts';

/** Records events that arrive together in one transaction, and tells each caller what became of its own once that is durable. */
export function engagementRecorder(db: Database): RecordEngagement {
  const rules = ruleBook();
  const commit = (events: readonly ReceivedEvent[]) => db.begin(tx => recordEvents(tx, events, rules));
  return batched(commit, { concernsAll: error => databaseAway(error) !== null });
}

/**
 * One transaction for any number of events of any number of casts: a fixed number of statements, a fold per cast.
 * @returns for each event what became of it
 */
export async function recordEvents(tx: Transaction, events: readonly ReceivedEvent[], rules: RuleBook): Promise<Recorded[]> {
  const casts = await lockCasts(tx, deliveries(events));
  const known = await readKnown(tx, events);
  const taken = takeInAll(events, known);
  if (taken.added.length > 0) {
    await appendEvents(tx, taken.added);
    await savePeople(tx, taken.added);
  }
  const folds = await foldPlans(tx, await plansOf(tx, casts, taken.added, known, rules));
  const changes = changesOf(casts, folds, taken, deliveries(events.filter(event => !taken.changed.has(event))));
  await saveCasts(tx, changes);
  await publish(tx, changes, folds);
  return events.map(event => (taken.changed.has(event) ? 'counted' : 'duplicate'));
}

type Taken = { added: (KnownEvent & ReceivedEvent)[]; changed: Set<ReceivedEvent>; more: Map<string, Counts> };

function takeInAll(events: readonly ReceivedEvent[], known: Known): Taken {
  const taken: Taken = { added: [], changed: new Set(), more: new Map() };
  for (const own of Map.groupBy(events, event => `${event.castHash}:${event.fid}`).values()) {
    const [{ castHash, fid }] = own as [ReceivedEvent];
    const person = known.get(castHash)?.get(fid);
    if (!person) throw new Error('a person was not read');
    const { added, changed, more } = takeIn(person.events, own);
    for (const event of added) taken.added.push(withFacts(event, person.facts));
    for (const event of changed) taken.changed.add(event);
    taken.more.set(castHash, plus(taken.more.get(castHash), more));
  }
  return taken;
}

async function plansOf(
  tx: Transaction,
  casts: ReadonlyMap<string, LockedCast>,
  added: readonly KnownEvent[],
  known: Known,
  rules: RuleBook,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const [hash, own] of Map.groupBy(added, event => event.castHash)) {
    const cast = casts.get(hash);
    if (!cast?.post) continue;
    const rule = await rules(tx, cast.ruleVersion);
    plans.push({ cast, post: cast.post, rule, added: own, known: known.get(hash) ?? new Map() });
  }
  return plans;
}

function changesOf(
  casts: ReadonlyMap<string, LockedCast>,
  folds: readonly CastFold[],
  { more }: Taken,
  duplicates: ReadonlyMap<string, number>,
): CastChange[] {
  const foldOf = new Map(folds.map(fold => [fold.cast.hash, fold.folded]));
  return [...casts.values()].map(cast => {
    const folded = foldOf.get(cast.hash);
    return {
      hash: cast.hash,
      state: folded?.head ?? cast.state,
      checkpoints: folded?.checkpoints ?? cast.checkpoints,
      counts: plus(cast.counts, more.get(cast.hash)),
      firedAt: cast.firedAt ?? (cast.decidedAt === null ? (folded?.firedAt ?? null) : null),
      duplicates: duplicates.get(cast.hash) ?? 0,
    };
  });
}

/** What the folds mean for performances: metrics, the climb, and a judgement where the rule said viral. */
async function publish(tx: Transaction, changes: readonly CastChange[], folds: readonly CastFold[]): Promise<void> {
  const changeOf = new Map(changes.map(change => [change.hash, change]));
  const touched = folds.flatMap(({ cast, folded, post, rule }) => {
    const change = changeOf.get(cast.hash);
    return change && cast.performanceId !== null ? [{ cast, change, performanceId: cast.performanceId, folded, post, rule }] : [];
  });
  await saveMetrics(
    tx,
    touched.map(({ performanceId, change: { counts, firedAt }, folded, post, rule }) => ({
      performanceId,
      counts,
      state: folded.head,
      post,
      firedAt,
      rule,
    })),
  );
  await saveClimb(
    tx,
    touched.flatMap(({ performanceId, folded }) => climbRows(performanceId, folded.climb)),
  );
  await wakeJudges(
    tx,
    touched.flatMap(({ cast, change: { firedAt }, rule }) =>
      firedAt !== null && cast.firedAt === null
        ? [{ castHash: cast.hash, runAt: firedAt + rule.scorer.rule.delaySeconds * 1000 }]
        : [],
    ),
  );
}

function plus(a: Counts | undefined, b: Counts | undefined): Counts {
  const sum = (signal: keyof Counts) => (a?.[signal] ?? 0) + (b?.[signal] ?? 0);
  return { like: sum('like'), recast: sum('recast'), reply: sum('reply') };
}

/** How much was delivered to each cast. What we asked for was delivered by nobody, however often we hear it again. */
function deliveries(events: readonly ReceivedEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { castHash, via } of events) counts.set(castHash, (counts.get(castHash) ?? 0) + (via === 'poll' ? 0 : 1));
  return counts;
}

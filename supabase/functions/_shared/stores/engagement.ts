import type { ReceivedEvent, RecordEngagement, Recorded } from '../../../../shared/engagement/ports.ts';
import type { Counts, KnownEvent } from '../../../../shared/engagement/schema.ts';
import { takeIn } from '../../../../shared/engagement/take-in.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { databaseAway } from '../adapters/database-away.ts';
import { batched } from './engagement-batch.ts';
import { type Cast, lockCasts, readCasts } from './engagement-casts.ts';
import { appendEvents } from './engagement-events.ts';
import { type FoldedOn, foldOn } from './engagement-fold.ts';
import { type Done, readDone } from './engagement-known.ts';
import { isNews, type People, readPeople, STRANGER, savePeople, withFacts } from './engagement-people.ts';
import { firedAfter, publish } from './engagement-publish.ts';
import { refoldSome } from './engagement-refold.ts';
import { type RuleBook, ruleBook } from './engagement-rules.ts';
import { type CastChange, saveCasts } from './engagement-save-casts.ts';
import { worker } from './engagement-worker.ts';

/** Casts that are folded again before those who wait may go on. */
const AT_A_TIME = 4;

/**
 * Records events that arrive together in one transaction, and tells each caller what became of its own once that is durable. What came
 * late is folded in afterwards; `after` gets that work, which outlives the calls. Should it never be done, cron has it done.
 */
export function engagementRecorder(db: Database, after: (work: Promise<void>) => void = () => {}): RecordEngagement {
  const rules = ruleBook();
  let committing = 0;
  const refolding = worker(async () => (await refoldSome(db, rules, AT_A_TIME)) > 0, { isBusy: () => committing > 0 });
  const commit = async (events: readonly ReceivedEvent[]) => {
    committing++;
    try {
      const { outcomes, late } = await recordEvents(db, events, rules);
      // What fails now is tried again by cron's job, which says why.
      if (late) after(refolding.wake().catch(() => {}));
      return outcomes;
    } finally {
      committing--;
    }
  };
  return batched(commit, { concernsAll: error => databaseAway(error) !== null });
}

/**
 * Records any number of events of any number of casts in one transaction: a fixed number of statements, a fold per cast.
 * @returns for each event what became of it, and whether some came so late that their casts wait to be folded again
 */
export async function recordEvents(
  db: Database,
  events: readonly ReceivedEvent[],
  rules: RuleBook,
): Promise<{ outcomes: Recorded[]; late: boolean }> {
  // What is known of people needs no lock, and no turn: another connection reads it meanwhile. It is asked for before the batch's own, so that nobody
  // in the pool who has one waits for another.
  const reading = readPeople(db, events);
  const [, recorded] = await Promise.all([reading, db.begin(tx => recordWithin(tx, events, reading, rules))]);
  return recorded;
}

/** Each statement goes out as soon as what it needs is there: Postgres reads on, and writes what is new, while that is counted and folded here. */
async function recordWithin(tx: Transaction, events: readonly ReceivedEvent[], people: Promise<People>, rules: RuleBook) {
  const hashes = [...new Set(events.map(event => event.castHash))];
  const locked = lockCasts(tx, hashes);
  const taking = Promise.all([people, readDone(tx, events)]).then(known => takeInAll(events, ...known));
  const reading = readCasts(tx, hashes, { late: false });
  const written = taking.then(({ added, news }) => Promise.all([appendEvents(tx, added), savePeople(tx, news)]));
  const folded = Promise.all([taking, reading]).then(([taken, casts]) => foldAndPublish(tx, events, casts, taken, rules));
  const [{ changed }, late] = await Promise.all([taking, folded, written, locked]);
  return { outcomes: events.map(event => (changed.has(event) ? 'counted' : 'duplicate') satisfies Recorded), late };
}

async function foldAndPublish(
  tx: Transaction,
  events: readonly ReceivedEvent[],
  casts: ReadonlyMap<string, Cast>,
  taken: Taken,
  rules: RuleBook,
): Promise<boolean> {
  const foldedOn = await foldOn(tx, casts, taken.added, taken.done, rules);
  const changes = changesOf(casts, events, taken, foldedOn);
  const publications = [...foldedOn.folds].map(([hash, fold]) => ({
    ...fold,
    ...(changes.get(hash) as CastChange),
    cast: casts.get(hash) as Cast,
  }));
  await Promise.all([saveCasts(tx, [...changes.values()]), publish(tx, publications, { on: true })]);
  return foldedOn.late.size > 0;
}

type Taken = {
  added: (KnownEvent & ReceivedEvent)[];
  /** What some of them say of their people that is newer than what was known. */
  news: ReceivedEvent[];
  changed: Set<ReceivedEvent>;
  more: Map<string, Counts>;
  /** What their people did before. */
  done: Done;
};

function takeInAll(events: readonly ReceivedEvent[], people: People, done: Done): Taken {
  const taken: Taken = { added: [], news: [], changed: new Set(), more: new Map(), done };
  for (const own of Map.groupBy(events, event => `${event.castHash}:${event.fid}`).values()) {
    const [{ castHash, fid }] = own as [ReceivedEvent];
    const { added, changed, more } = takeIn(done.get(castHash)?.get(fid)?.events ?? [], own);
    const person = people.get(fid) ?? STRANGER;
    for (const event of added) {
      taken.added.push(withFacts(event, person));
      if (isNews(event, person.said)) taken.news.push(event);
    }
    for (const event of changed) taken.changed.add(event);
    taken.more.set(castHash, plus(taken.more.get(castHash), more));
  }
  return taken;
}

function changesOf(
  casts: ReadonlyMap<string, Cast>,
  events: readonly ReceivedEvent[],
  { added, changed, more }: Taken,
  { folds, late }: FoldedOn,
): Map<string, CastChange> {
  const changes = new Map<string, CastChange>();
  for (const cast of casts.values())
    changes.set(cast.hash, {
      hash: cast.hash,
      counts: plus(cast.counts, more.get(cast.hash)),
      firedAt: firedAfter(cast, folds.get(cast.hash)?.folded),
      received: 0,
      duplicates: 0,
      added: 0,
      refoldFrom: late.get(cast.hash) ?? null,
    });
  for (const { castHash } of added) (changes.get(castHash) as CastChange).added++;
  for (const event of events) {
    // What we asked for was delivered by nobody, however often we hear it again.
    if (event.via === 'poll') continue;
    const change = changes.get(event.castHash) as CastChange;
    change.received++;
    if (!changed.has(event)) change.duplicates++;
  }
  return changes;
}

function plus(a: Counts | undefined, b: Counts | undefined): Counts {
  if (!a || !b) return a ?? b ?? { like: 0, recast: 0, reply: 0 };
  return { like: a.like + b.like, recast: a.recast + b.recast, reply: a.reply + b.reply };
}

import type { DetectionRule } from '../../../shared/engagement/detection/rule.ts';
import type { ReceivedEvent } from '../../../shared/engagement/ports.ts';
import type { EngagementEvent } from '../../../shared/engagement/schema.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import type { Cast } from '../../../shared/performances/schema.ts';
import type { Database, Parameter } from '../_shared/adapters/database.ts';
import { recordEvents } from '../_shared/stores/engagement.ts';
import { judgeCast } from '../_shared/stores/engagement-decisions.ts';
import { readSince } from '../_shared/stores/engagement-known.ts';
import { refoldSome } from '../_shared/stores/engagement-refold.ts';
import { ruleBook } from '../_shared/stores/engagement-rules.ts';

export const APP = 'https://gigavibe.example';
export const START = Date.UTC(2026, 0, 1);
/** The end of the delay of whatever a test did. */
export const LATER = unixMs(START + 3_600_000);

const by = { username: null, displayName: null, avatarUrl: null };
export const received = (event: EngagementEvent): ReceivedEvent => ({ ...event, by });
let hashes = 0;
export const newHash = () => `0x${(++hashes).toString(16).padStart(40, '0')}`;

/** A cast that posts the performance `id`, at `START`. */
export const castOf = (hash: string, id: string, fid = 900): Cast => ({
  hash,
  author: { fid, displayName: 'Nia', username: 'nia', avatarUrl: null, bio: null, walletAddress: `0x${'ab'.repeat(20)}` },
  text: 'Night bus home — song',
  at: unixMs(START),
  embeds: [{ url: `${APP}/p/${id}`, contentType: null, durationMs: null }],
  parentHash: null,
  channel: null,
});

/** Recasts by so many people, a second apart from `START` on. */
export const recasts = (castHash: string, count: number): ReceivedEvent[] =>
  Array.from({ length: count }, (_, i) =>
    received({ action: 'created', signal: 'recast', fid: 1_001 + i, castHash, at: unixMs(START + i * 1000), score: null }),
  );

/** What the decision wrote for a performance: empty while it made no launch. */
export const launchesOf = (admin: Database, id: string) => admin`
  select q.status, q.name, q.ticker, q.decided_at, q.detection_score, j.key, j.kind, r.score, r.terms, r.people, r.decided_at as receipt_at,
    r.confirmed_at, m.crossed_at
  from public.viral_queue q
  join public.jobs j on j.payload ->> 'queue_id' = q.id::text
  join public.viral_receipts r using (performance_id)
  join public.performance_metrics m using (performance_id)
  where performance_id = ${id}`;

/** Puts a rule in force as an operator would. */
export async function enforce(admin: Database, rule: DetectionRule): Promise<void> {
  await admin`insert into public.viral_rules (version, rule) values (${rule.version}, ${JSON.stringify(rule)}::text::jsonb) on conflict do nothing`;
  await admin`insert into public.viral_rules_in_force (version, reason) values (${rule.version}, 'For this test.')`;
}

export const storedEvents = async (admin: Database, hash: string) =>
  [...(await readSince(admin, hash, null)).values()].flatMap(person => person.events);

/** What follows from late events, now rather than soon. */
export async function refoldAll(db: Database): Promise<void> {
  const rules = ruleBook();
  while ((await refoldSome(db, rules, 8, 7)) > 0);
}

export const judgeNow = (db: Database, hash: string) => judgeCast(db, ruleBook(), hash, LATER);

/** A database to whose caller something happens before its n-th transaction: between what is read and what is stored. */
export function whileComes(db: Database, own: ReceivedEvent[], nth = 1): Database {
  let begun = 0;
  const run = ((text: TemplateStringsArray, ...parameters: Parameter[]) => db(text, ...parameters)) as Database;
  const begin: Database['begin'] = async work => {
    if (++begun === nth) await recordEvents(db, own, ruleBook());
    return db.begin(work);
  };
  return Object.assign(run, { begin, end: db.end });
}

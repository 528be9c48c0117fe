import { z } from 'zod';
import { detectionRuleSchema } from '../../shared/engagement/detection/rule.ts';
import { type ReadyRule, readyRule } from '../../shared/engagement/ready-rule.ts';
import type { Receipt } from '../../shared/engagement/receipt.ts';
import type { ReceiptEvent } from '../../shared/engagement/schema.ts';
import { unixMs } from '../../shared/kernel/units.ts';
import type { PublicTables } from './public-tables.ts';

const time = z.string().transform(text => unixMs(Date.parse(text)));
const hash = z.string().transform(text => text as `0x${string}`);

const receiptRow = z.object({
  performance_id: z.uuid(),
  rule_version: z.string(),
  score: z.number(),
  threshold: z.number(),
  terms: z.array(z.object({ feature: z.string(), value: z.number().nullable(), points: z.number() })),
  people: z.number(),
  people_needed: z.number(),
  circles: z.number(),
  left_out: z.number(),
  left_out_for: z.record(z.string(), z.number()),
  creator_followers: z.number().nullable(),
  creator_usual: z.number().nullable(),
  ordinary_worth: z.number().nullable(),
  posted_at: time,
  decided_at: time,
  confirmed_at: time,
  events: z.number(),
  events_hash: hash,
  receipt_hash: hash,
});

const eventRow = z.object({
  at: time,
  person: z.string(),
  kind: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  score: z.number().nullable(),
  follower_count: z.number().nullable(),
  age_days: z.number().nullable(),
  circle: z.number(),
  place: z.number(),
});

export type Published = { receipt: Receipt; events: ReceiptEvent[]; rule: ReadyRule };

/** Reads a receipt and all that it rests on. @throws Error when something of it is not published */
export async function readPublished(tables: PublicTables, performanceId: string): Promise<Published> {
  const one = async <T>(schema: z.ZodType<T>, ...where: Parameters<PublicTables['rows']>): Promise<T> => {
    const [row] = await tables.rows(...where);
    if (row === undefined) throw new Error(`There is no row of ${where[0]} with the ${where[1]} ${where[2]}.`);
    return schema.parse(row);
  };
  const row = await one(receiptRow, 'viral_receipts', 'performance_id', performanceId);
  const { farcaster_cast_id } = await one(z.object({ farcaster_cast_id: z.string() }), 'performances', 'id', performanceId);
  const { rule } = await one(z.object({ rule: detectionRuleSchema }), 'viral_rules', 'version', row.rule_version);
  const lines = z.array(eventRow).parse(await tables.rows('viral_receipt_events', 'performance_id', performanceId));
  const events = lines
    .sort((a, b) => a.place - b.place)
    .map(({ follower_count, age_days, place: _place, ...event }) => ({ ...event, followers: follower_count, ageDays: age_days }));
  const receipt: Receipt = {
    score: row.score,
    threshold: row.threshold,
    terms: row.terms,
    people: row.people,
    peopleNeeded: row.people_needed,
    circles: row.circles,
    leftOut: row.left_out,
    leftOutFor: row.left_out_for,
    decidedAt: row.decided_at,
    confirmedAt: row.confirmed_at,
    events: row.events,
    castHash: farcaster_cast_id,
    postedAt: row.posted_at,
    creatorFollowers: row.creator_followers,
    creatorUsual: row.creator_usual,
    ordinaryWorth: row.ordinary_worth,
    ruleVersion: row.rule_version,
    eventsHash: row.events_hash,
    receiptHash: row.receipt_hash,
  };
  return { receipt, events, rule: readyRule(rule) };
}

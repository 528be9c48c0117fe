import { beginJudgement, type Judgement, readOn, receiptReader } from '../../../../shared/engagement/judge.ts';
import type { ReadyRule } from '../../../../shared/engagement/ready-rule.ts';
import type { Post, ReceiptEvent } from '../../../../shared/engagement/schema.ts';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Database } from '../adapters/database.ts';
import { circlesNow } from './engagement-circles.ts';
import { endOfPart, readBetween } from './engagement-known.ts';

/** A cast's history as it was read for a judgement. What is left of each event is a line of the receipt. */
export type Reading = { judgement: Judgement; lines: ReceiptEvent[] };

export type ReadingOptions = {
  now: UnixMs;
  /** What was received by then is read, exactly as Postgres says it. */
  received: string;
  /** Events at a time. */
  part: number;
  /** Called before each part. What it throws ends the reading. */
  goOn: () => Promise<void>;
};

/** Reads a cast's history as it was at a moment, from its first event on and without a lock: nothing that comes meanwhile changes what is read. */
export async function readHistory(db: Database, post: Post, rule: ReadyRule, options: ReadingOptions): Promise<Reading> {
  const { now, received, part, goOn } = options;
  const hash = post.castHash;
  const reading: Reading = { judgement: beginJudgement(post, rule, now), lines: [] };
  const toLines = receiptReader(post);
  // Asked for once each: one person's lines all name the same circle.
  const circles = new Map<number, number>();
  let since: number | null = null;
  do {
    await goOn();
    const until = await endOfPart(db, hash, since, part, received);
    const events = await readBetween(db, hash, since, until, received);
    const unmet = events.map(({ fid }) => fid).filter(fid => !circles.has(fid));
    const found = await circlesNow(db, unmet);
    for (const fid of unmet) circles.set(fid, found.get(fid) ?? 0);
    const lines = toLines(events, fid => circles.get(fid) ?? 0);
    readOn(reading.judgement, lines);
    for (const line of lines) reading.lines.push(line);
    since = until;
  } while (since !== null);
  return reading;
}

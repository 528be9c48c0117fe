import { beginJudgement, type Judgement, readOn, receiptReader } from '../../../../shared/engagement/judge.ts';
import type { ReadyRule } from '../../../../shared/engagement/ready-rule.ts';
import type { Post, ReceiptEvent } from '../../../../shared/engagement/schema.ts';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { circlesNow } from './engagement-circles.ts';
import { endOfPart, readBetween } from './engagement-known.ts';

/** A cast's history as it is read for a judgement. What is left of each event that was read is a line of the receipt. */
export type Reading = {
  judgement: Judgement;
  lines: ReceiptEvent[];
  /** Events read. */
  count: number;
  /** Reads on, `part` events at a time, until no more than that are left. */
  ahead: (db: Database | Transaction, part: number) => Promise<void>;
  /** Reads what is left. */
  rest: (tx: Transaction) => Promise<void>;
};

/** Begins to read a cast's history, from its first event on. */
export function startReading(hash: string, post: Post, rule: ReadyRule, now: UnixMs): Reading {
  const toLines = receiptReader(post);
  // Asked for once each: one person's lines all name the same circle.
  const circles = new Map<number, number>();
  let since: number | null = null;
  const readUntil = async (db: Database | Transaction, until: number | null) => {
    const events = await readBetween(db, hash, since, until);
    const unmet = events.map(({ fid }) => fid).filter(fid => !circles.has(fid));
    const found = await circlesNow(db, unmet);
    for (const fid of unmet) circles.set(fid, found.get(fid) ?? 0);
    const lines = toLines(events, fid => circles.get(fid) ?? 0);
    readOn(reading.judgement, lines);
    for (const line of lines) reading.lines.push(line);
    reading.count += events.length;
    since = until;
  };
  const reading: Reading = {
    judgement: beginJudgement(post, rule, now),
    lines: [],
    count: 0,
    ahead: async (db, part) => {
      for (;;) {
        const end = await endOfPart(db, hash, since, part);
        if (end === null) return;
        await readUntil(db, end);
      }
    },
    rest: tx => readUntil(tx, null),
  };
  return reading;
}

import { canonicalJson } from '../kernel/canonical-json.ts';
import { unixMs } from '../kernel/units.ts';
import { REMOVAL } from './detection/reaction.ts';
import { judge } from './judge.ts';
import type { ReadyRule } from './ready-rule.ts';
import { makeReceipt, type Receipt } from './receipt.ts';
import type { ReceiptEvent } from './schema.ts';

/**
 * Does a receipt again from what is published: the events that it read, in order, and the rule.
 * @returns in words where it differs; nothing when it is equal
 */
export function verifyReceipt(receipt: Receipt, events: readonly ReceiptEvent[], rule: ReadyRule): string[] {
  const disorder = events.findIndex((event, i) => i > 0 && before(event, events[i - 1] as ReceiptEvent));
  if (disorder !== -1) return [`event ${disorder} is out of order`];
  const { castHash, postedAt, creatorFollowers, creatorUsual, ordinaryWorth } = receipt;
  const post = { castHash, postedAt, creatorFollowers, creatorUsual, ordinaryWorth };
  // A moment past the delay, as the judge itself looked: what is published ends with the delay.
  const found = judge(events, post, rule, unixMs(receipt.confirmedAt + 1));
  if (found.verdict !== 'confirmed') return [`the rule ${rule.scorer.rule.version} says ${found.verdict}`];
  const again = makeReceipt(found.decision, post, events, rule);
  return (Object.keys(again) as (keyof Receipt)[])
    .filter(field => canonicalJson(again[field]) !== canonicalJson(receipt[field]))
    .map(field => `${field}: ${canonicalJson(receipt[field])} was published, ${canonicalJson(again[field])} comes out`);
}

function before(a: ReceiptEvent, b: ReceiptEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.kind !== REMOVAL && b.kind === REMOVAL);
}

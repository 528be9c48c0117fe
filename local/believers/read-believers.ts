import { judge } from '../../shared/engagement/judge.ts';
import { unixMs } from '../../shared/kernel/units.ts';
import type { Believer } from '../../shared/launches/believers.ts';
import type { Published } from '../receipts/read-published.ts';

const MILLIONTHS = 1_000_000;

/**
 * Who engaged before detection and still did when the decision was confirmed, with what each of them weighed in it. It follows from the published receipt
 * alone, so that anybody can do it again. People who are left out weigh nothing and are not in it.
 * @throws Error when the receipt does not stand
 */
export function readBelievers({ receipt, events, rule }: Published): Believer[] {
  const { castHash, postedAt, creatorFollowers, creatorUsual, ordinaryWorth } = receipt;
  const post = { castHash, postedAt, creatorFollowers, creatorUsual, ordinaryWorth };
  const found = judge(events, post, rule, unixMs(receipt.confirmedAt + 1));
  if (found.verdict !== 'confirmed') throw new Error(`The receipt does not stand: the rule says ${found.verdict}.`);
  const detectedAfter = (receipt.decidedAt - postedAt) / 1000;
  return [...found.standings]
    .filter(([, { first, inForce, excluded }]) => first <= detectedAfter && inForce > 0 && excluded === null)
    .map(([person, { weight }]) => ({ person, weight: BigInt(Math.round(weight * MILLIONTHS)) }))
    .filter(({ weight }) => weight > 0n);
}

import type { Folded } from '../../../../shared/engagement/fold-events.ts';
import { comeAfter, foldFrom } from '../../../../shared/engagement/fold-from.ts';
import type { ReadyRule } from '../../../../shared/engagement/ready-rule.ts';
import type { KnownEvent } from '../../../../shared/engagement/schema.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import type { Cast, Take } from './engagement-casts.ts';
import type { Done, History } from './engagement-known.ts';
import type { RuleBook } from './engagement-rules.ts';

/** What a fold made of a performance's cast. */
export type CastFold = {
  take: Take;
  rule: ReadyRule;
  folded: Folded;
  /** Who did something in it, as they were before. */
  people: History;
};

export type FoldedOn = {
  folds: Map<string, CastFold>;
  /** Casts that are to be folded again, and from which event time. */
  late: Map<string, UnixMs>;
};

/** A state of another rule is made again from the beginning. */
const BEGINNING = unixMs(0);

/**
 * Folds new events into the states of their casts where they come after all that was read: constant time each. What comes late costs
 * nothing here: its cast is folded again later, once for all that came late until then. What is no performance yet is folded when it
 * becomes one.
 */
export async function foldOn(
  tx: Transaction,
  casts: ReadonlyMap<string, Cast>,
  added: readonly KnownEvent[],
  done: Done,
  rules: RuleBook,
): Promise<FoldedOn> {
  const result: FoldedOn = { folds: new Map(), late: new Map() };
  for (const [hash, own] of Map.groupBy(added, event => event.castHash)) {
    const cast = casts.get(hash);
    if (!cast?.take) continue;
    const { take, refoldAt } = cast;
    const { state } = take.kept;
    if (refoldAt !== null) result.late.set(hash, earliest(own));
    else if (state?.rule !== take.ruleVersion) result.late.set(hash, BEGINNING);
    else if (!comeAfter(state, own)) result.late.set(hash, earliest(own));
    else {
      const rule = await rules(tx, take.ruleVersion);
      const people = withAdded(done.get(hash), own);
      result.folds.set(hash, { take, rule, people, folded: foldFrom(state, [], people, take.post, rule) });
    }
  }
  return result;
}

function withAdded(done: History | undefined, added: readonly KnownEvent[]): History {
  const history: History = new Map();
  for (const event of added) {
    const person = history.get(event.fid);
    if (person) person.events.push(event);
    else {
      const before = done?.get(event.fid);
      history.set(event.fid, { events: [...(before?.events ?? []), event], given: before?.given });
    }
  }
  return history;
}

function earliest(events: readonly KnownEvent[]): UnixMs {
  return unixMs(events.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY));
}

import { type UnixMs, unixMs } from '../kernel/units.ts';
import { REMOVAL, type Reaction } from './detection/reaction.ts';
import { termsOf } from './detection/score.ts';
import { describe, type Standing } from './detection/state.ts';
import { passTime, startWatch, type Watch, watchReaction } from './detection/watch.ts';
import { canonicalEvents } from './fold-history.ts';
import { enterReaction, type Presence } from './presence.ts';
import { LINE, type ReadyRule, readyFor } from './ready-rule.ts';
import { rootOf } from './root-of.ts';
import type { KnownEvent, Post, ReceiptEvent } from './schema.ts';

/** One line of a receipt. The points of all lines, added in their order, are the score. */
export type Term = { feature: string; value: number | null; points: number };

/** A decision that stood after the delay, with all that it rests on. */
export type Decision = {
  score: number;
  threshold: number;
  terms: Term[];
  people: number;
  peopleNeeded: number;
  circles: number;
  leftOut: number;
  /** People by reason. */
  leftOutFor: Record<string, number>;
  /** Event time at which the rule said viral, and the end of the delay. */
  decidedAt: UnixMs;
  confirmedAt: UnixMs;
  /** How many of the events were read: those up to the end of the delay. */
  events: number;
};

export type Verdict =
  | { verdict: 'confirmed'; decision: Decision; standings: ReadonlyMap<string, Standing> }
  /** It moved to a later moment, whose delay is not over. */
  | { verdict: 'waiting'; firedAt: UnixMs }
  /** No moment stands. */
  | { verdict: 'cancelled' };

/**
 * Judges a performance by all that was received of it, as of `now`, event time or later. The same events, post and rule give the
 * same verdict for ever: in production, on replay, and for whoever does a receipt again.
 */
export function judge(events: readonly ReceiptEvent[], post: Post, rule: ReadyRule, now: UnixMs): Verdict {
  const judgement = beginJudgement(post, rule, now);
  readOn(judgement, events);
  return verdictOf(judgement);
}

/** A judgement whose events are read in parts: however it is cut, the verdict is that of all at once. */
export type Judgement = {
  post: Post;
  rule: ReadyRule;
  /** Seconds after the post that are looked at. */
  horizon: number;
  watch: Watch;
  /** Of who was read. One person's events all name the same circle. */
  circles: Map<string, number>;
};

/** A judgement that has read nothing yet, as of `now` (unix ms). */
export function beginJudgement(post: Post, rule: ReadyRule, now: UnixMs): Judgement {
  const horizon = (now - post.postedAt) / 1000;
  return { post, rule, horizon, watch: startWatch(rootOf(post)), circles: new Map() };
}

/** Reads the next events in canonical order. What comes after the confirmation cannot matter. */
export function readOn({ post, rule, horizon, watch, circles }: Judgement, events: readonly ReceiptEvent[]): void {
  const { scorer } = readyFor(rule, post);
  for (const event of events) {
    const reaction = toReaction(event, post);
    if (watch.confirmedAt !== null || reaction.t > horizon) return;
    circles.set(event.person, event.circle);
    watchReaction(watch, reaction, scorer, actor => circles.get(actor) ?? 0);
  }
}

/** The verdict over all that was read. */
export function verdictOf({ post, rule, horizon, watch, circles }: Judgement): Verdict {
  passTime(watch, horizon, readyFor(rule, post).scorer, actor => circles.get(actor) ?? 0);
  if (watch.waiting) return { verdict: 'waiting', firedAt: timeOf(watch.waiting.at, post) };
  if (watch.confirmedAt === null || !watch.fired) return { verdict: 'cancelled' };
  return {
    verdict: 'confirmed',
    decision: decisionOf(watch, watch.fired, watch.confirmedAt, post, rule),
    standings: watch.standings,
  };
}

/** A cast's events as a decision reads them: who came and who left, with the circles that are known by now. */
export function receiptEvents(events: readonly KnownEvent[], post: Post, circleOf: (fid: number) => number): ReceiptEvent[] {
  return receiptReader(post)(events, circleOf);
}

/** Makes what a decision reads of a cast's events a part at a time, each with what comes after the one before it. */
export function receiptReader(post: Post) {
  const presence = new Map<number, Presence>();
  return (events: readonly KnownEvent[], circleOf: (fid: number) => number): ReceiptEvent[] =>
    canonicalEvents(events).flatMap(event => {
      const own: Presence = presence.get(event.fid) ?? new Set();
      presence.set(event.fid, own);
      const reaction = enterReaction(own, event, post);
      if (!reaction) return [];
      const { score, followers, ageDays } = event;
      const kind = reaction.kind === REMOVAL ? -1 : reaction.kind === 1 ? 1 : 0;
      return [{ at: event.at, person: String(event.fid), kind, score, followers, ageDays, circle: circleOf(event.fid) }];
    });
}

/** An event of a receipt as detection reads it. */
export function toReaction({ at, person, kind, score, followers, ageDays }: ReceiptEvent, { postedAt }: Post): Reaction {
  return { t: Math.max(0, (at - postedAt) / 1000), actor: person, followers, kind, secondHand: false, score, ageDays };
}

const timeOf = (seconds: number, { postedAt }: Post) => unixMs(Math.round(postedAt + seconds * 1000));

function decisionOf(
  watch: Watch,
  { at, state }: { at: number; state: Watch['state'] },
  confirmedAt: number,
  post: Post,
  rule: ReadyRule,
): Decision {
  const { people, circles, leftOut } = describe(state);
  const { lowScore, youngAccount, circleCap, churn } = leftOut;
  const [start, ...lines] = termsOf(state, rootOf(post), rule.scorer);
  const points = (raw: number) => raw / rule.perPoint;
  const terms = [
    { feature: 'start', value: null, points: points((start?.points ?? 0) - rule.base) },
    ...lines.map(line => ({ ...line, points: points(line.points) })),
  ];
  return {
    score: terms.reduce((sum, term) => sum + term.points, 0),
    threshold: LINE,
    terms,
    people,
    peopleNeeded: rule.scorer.rule.trust.minPeople,
    circles,
    leftOut: lowScore + youngAccount + circleCap + churn,
    leftOutFor: { lowScore, youngAccount, circleCap, churn },
    decidedAt: timeOf(at, post),
    confirmedAt: timeOf(confirmedAt, post),
    events: watch.log.length,
  };
}

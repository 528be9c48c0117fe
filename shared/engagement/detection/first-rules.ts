import { type DetectionRule, peopleFloor } from './rule.ts';
import type { Trust } from './trust.ts';

const DAY_SECONDS = 86_400;
const RECENT_MATTERS_FROM = 60;

/** What ordinary people are worth where no history says: taken low, so that a crowd of middling scores is found as well. */
const ORDINARY_WORTH = 0.57;

/** A dozen, which can be bought, and those by whom a small target fires. A large one does not fire before so many. */
const MONEY_PEOPLE = 16;

/** How people are weighed unless an operator says otherwise. */
export function firstTrust(target: number, ordinaryWorth = ORDINARY_WORTH): Trust {
  const people = peopleFloor(target);
  return {
    minScore: 0.5,
    minAgeDays: 30,
    fullScore: 0.62,
    worthPower: 6,
    ordinaryWorth,
    circleCap: 0.01,
    minPeople: people,
    minCircles: Math.min(people, 8),
    minGapVariation: 0.4,
    moneyPeople: MONEY_PEOPLE,
    moneySecondHand: 2,
  };
}

/** The rule of a network without history: 70 % of the target, or from 60 on, mass and recent mass at 90 % of it together. */
export function countRule(target: number, version = `count-${target}`): DetectionRule {
  const features = target >= RECENT_MATTERS_FROM ? ['mass', 'recent'] : ['mass'];
  return {
    version,
    kind: 'count',
    target,
    intercept: 0,
    terms: features.map(feature => ({ feature, weight: 1, mean: 0, scale: target })),
    threshold: target >= RECENT_MATTERS_FROM ? 0.9 : 0.7,
    maxAgeSeconds: DAY_SECONDS,
    delaySeconds: 600,
    trust: firstTrust(target),
    fittedOn: null,
  };
}

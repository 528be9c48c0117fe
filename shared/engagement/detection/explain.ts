import { type Gate, gateOf } from './gates.ts';
import { type Scorer, termsOf } from './score.ts';
import { type DetectionState, describe } from './state.ts';
import type { Watch } from './watch.ts';

const TERMS_TOLD = 3;

const HELD_BACK: Record<Gate, string> = {
  tooOld: 'too old',
  alreadyBig: 'the target is reached already',
  fewPeople: 'too few people',
  oneCrowd: 'nearly all came within half an hour',
  fewCircles: 'too few circles',
  clockwork: 'the timing is a machine’s',
};

/** Why a watch ended as it did, in words for people. */
export function explain(watch: Watch, scorer: Scorer): string[] {
  const { fired, best } = watch;
  const { threshold } = scorer.rule;
  if (fired === null) {
    const gate = gateOf(watch.state, scorer.rule);
    const score = best === null ? [] : [`Highest score ${told(best)}, ${told(threshold)} needed.`];
    return [...score, ...(gate === null ? [] : [`Held back: ${HELD_BACK[gate]}.`]), ...people(watch.state)];
  }
  const strongest = termsOf(fired.state, watch.root, scorer).slice(1, 1 + TERMS_TOLD);
  return [
    `Score ${told(fired.score)}, ${told(threshold)} needed.`,
    `Strongest: ${strongest.map(({ feature, points }) => `${feature} ${told(points)}`).join(', ')}.`,
    ...people(fired.state),
    ...(watch.waiting !== null && watch.readyAt === null ? ['Waits for more people.'] : []),
    ...(watch.cancelled > 0 ? [`Cancelled before confirmation: ${watch.cancelled}.`] : []),
  ];
}

function people(state: DetectionState): string[] {
  const { people, circles, leftOut } = describe(state);
  const { lowScore, youngAccount, circleCap, churn, repeat, removed } = leftOut;
  return [
    `${people} ${people === 1 ? 'person' : 'people'}, ${circles} ${circles === 1 ? 'circle' : 'circles'}, ${lowScore + youngAccount + circleCap + churn} left out.`,
    ...(lowScore > 0 ? [`${lowScore} left out for a low score.`] : []),
    ...(youngAccount > 0 ? [`${youngAccount} left out for a young account.`] : []),
    ...(circleCap > 0 ? [`${circleCap} left out or lightened because their circle was full.`] : []),
    ...(churn > 0 ? [`${churn} left out for liking and unliking again and again.`] : []),
    ...(repeat > 0 ? [`${repeat} ${repeat === 1 ? 'repeat' : 'repeats'}.`] : []),
    ...(removed > 0 ? [`${removed} taken back.`] : []),
  ];
}

const told = (value: number) => String(Math.round(value * 100) / 100);

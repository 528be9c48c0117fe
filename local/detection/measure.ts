import { looksAutomated } from '../../shared/engagement/calibration/example.ts';
import { type Detection, detectCascade } from '../../shared/engagement/detection/detect-cascade.ts';
import { DOZEN } from '../../shared/engagement/detection/dozen.ts';
import { worthNow } from '../../shared/engagement/detection/ordinary-worth.ts';
import { canonical, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import type { Root } from '../../shared/engagement/detection/root.ts';
import { retarget } from '../../shared/engagement/detection/rule.ts';
import { type Scorer, scorerOf } from '../../shared/engagement/detection/score.ts';
import { readLines } from '../cli/read-lines.ts';
import { readOptions, refuse, text, whole } from '../cli/read-options.ts';
import { runCommand } from '../cli/run-command.ts';
import { ATTACKS, type Attack, attackOn, deliver, VARIANTS } from './attack.ts';
import { CROWDS, type Crowd, withPeople } from './crowds.ts';
import { keptOfEither } from './each-others-dozen.ts';
import { firesBy, peopleBy } from './fires-by.ts';
import { emptyNetwork, learn, readyCascade } from './network.ts';
import { parseCascade } from './parse-cascade.ts';
import { readRule } from './read-rule.ts';

const USAGE = `npm run detect:measure -- --rule rule.json --data FILE [--target X] [--seeds N]
  Measures a rule among made-up crowds and under attacks: how near to its time each cascade still fires.`;
const TOLERANCE = 0.1;

/** `reachedAt`: when it reached the target as the source counts, seconds after the post; null when it is no hit. */
type Cascade = { root: Root; reactions: Reaction[]; hit: boolean; reachedAt: number | null };

/** Measures a rule on recorded cascades: what trust costs, and how attacks on top move what fires alone and what does not. */
async function main(): Promise<void> {
  const { values } = readOptions(USAGE, { rule: text, data: text, target: whole(undefined, 2), seeds: whole(200) });
  if (values.rule === undefined || values.data === undefined) return refuse('--rule and --data are needed', USAGE);
  const made = await readRule(values.rule);
  const scorer = scorerOf(retarget(made, values.target ?? made.target));
  const cascades: Cascade[] = [];
  const network = emptyNetwork();
  for await (const { text, number } of readLines(values.data)) {
    const { root, reactions } = readyCascade(parseCascade(text, number), network, scorer.rule.trust);
    if (looksAutomated(reactions)) continue;
    const reachedAt = reactions.filter(({ t }) => t <= 7 * 86_400)[scorer.rule.target - 1]?.t ?? null;
    cascades.push({ root, reactions, hit: reachedAt !== null, reachedAt });
  }
  console.log('people      precision  recall   before the target  confirmed of hits');
  for (const crowd of [null, ...(Object.keys(CROWDS) as Crowd[])]) tellCrowd(crowd, cascades, scorer);
  tellPairs(cascades, scorer);
  for (const crowd of [null, 'mild', 'high'] as const) {
    const { seeds } = values;
    for (const kind of [...ATTACKS, ...VARIANTS]) tellAttack(kind, crowd, cascades, scorer, seeds);
  }
}

const inCrowd = (reactions: readonly Reaction[], crowd: Crowd | null) =>
  crowd === null ? [...reactions] : withPeople(reactions, crowd);

function tellCrowd(crowd: Crowd | null, cascades: readonly Cascade[], scorer: Scorer): void {
  const found = run(
    cascades.map(({ root, reactions }) => ({ root, reactions: inCrowd(reactions, crowd) })),
    scorer,
  );
  const hits = cascades.filter(({ hit }) => hit).length;
  const fired = found.filter(({ firedAt }) => firedAt !== null).length;
  const right = found.filter(({ firedAt }, i) => firedAt !== null && cascades[i]?.hit).length;
  const inTime = found.filter(({ firedAt }, i) => firedAt !== null && firedAt < (cascades[i]?.reachedAt ?? 0)).length;
  const sure = found.filter(({ confirmedAt }, i) => confirmedAt !== null && cascades[i]?.hit).length;
  const shares = [right / fired, right / hits, inTime / hits, sure / hits].map(told);
  console.log((crowd ?? 'unknown').padEnd(12) + shares.join('       '));
}

/** What any rule that fires at these times can keep where a dozen is bought that comes as a hit's does. */
function tellPairs(cascades: readonly Cascade[], scorer: Scorer): void {
  const firings = run(cascades, scorer).flatMap(({ firedAt }, i) => {
    if (firedAt === null) return [];
    return peopleBy(cascades[i]?.reactions ?? [], firedAt * (1 + TOLERANCE)) <= DOZEN ? [firedAt] : [];
  });
  const most = told(keptOfEither(firings, TOLERANCE));
  console.log(
    `${firings.length} fire with a dozen people or fewer: each bought as another's dozen, any rule keeps ${most} at most`,
  );
}

/**
 * Everything that fires alone, and as much that does not, in the order of posting, alone and each under an attack of its own: the share of
 * firings that stay within a tenth of their time, and what fires only because of the attack.
 */
function tellAttack(kind: Attack, crowd: Crowd | null, cascades: readonly Cascade[], scorer: Scorer, seeds: number): void {
  const own = cascades.map(({ root, reactions }) => ({ root, reactions: inCrowd(reactions, crowd) }));
  const first = run(own, scorer);
  const chosen = [
    pick(own, index => first[index]?.firedAt !== null, seeds),
    pick(own, index => first[index]?.firedAt === null && (own[index]?.reactions.length ?? 0) > 0, seeds),
  ]
    .flat()
    .sort((a, b) => a - b)
    .map(index => own[index] as (typeof own)[number]);
  const alone = run(chosen, scorer);
  const under = chosen.map(({ root, reactions }, seed) => {
    const extra = attackOn(reactions, kind, seed % seeds);
    return { root, reactions: canonical(deliver([...reactions, ...extra], seed)) };
  });
  const attacked = run(under, scorer);
  const moved = { firing: 0, kept: 0, keepable: 0, early: 0, late: 0, lost: 0, quiet: 0, woken: 0, coins: 0 };
  alone.forEach(({ firedAt, confirmedAt }, index) => {
    const then = attacked[index] as Detection;
    if (firedAt === null) {
      moved.quiet += 1;
      moved.woken += Number(then.firedAt !== null);
      moved.coins += Number(then.confirmedAt !== null && confirmedAt === null);
      return;
    }
    moved.firing += 1;
    const by = firesBy(chosen[index]?.reactions ?? [], under[index]?.reactions ?? [], firedAt);
    moved.keepable += Number(firedAt - by <= TOLERANCE * Math.max(1, firedAt));
    const shift = then.firedAt === null ? null : (then.firedAt - firedAt) / Math.max(1, firedAt);
    if (shift === null) moved.lost += 1;
    else if (shift > TOLERANCE) moved.late += 1;
    else if (shift < -TOLERANCE) moved.early += 1;
    else moved.kept += 1;
  });
  const { firing, kept, keepable, early, late, lost, quiet, woken, coins } = moved;
  console.log(
    `${(crowd ?? 'unknown').padEnd(9)} ${kind.padEnd(14)} kept ${told(kept / firing)} of ${firing}, by arrivals alone ${told(keepable / firing)} at most (early ${early}, late ${late}, lost ${lost}); woken ${told(woken / quiet)} of ${quiet}, coins ${told(coins / quiet)}`,
  );
}

function pick(all: readonly unknown[], wanted: (index: number) => boolean, most: number): number[] {
  const able = [...all.keys()].filter(wanted);
  const step = Math.max(1, able.length / most);
  return Array.from({ length: Math.min(most, able.length) }, (_, i) => able[Math.floor(i * step)] as number);
}

function run(cascades: readonly Pick<Cascade, 'root' | 'reactions'>[], scorer: Scorer): Detection[] {
  const network = emptyNetwork();
  const { trust } = scorer.rule;
  return cascades.map(({ root, reactions }) => {
    const found = detectCascade(reactions, { ...root, ordinary: worthNow(network.worth, trust) }, scorer, network.circles);
    learn(network, null, reactions, trust);
    return found;
  });
}

const told = (share: number) => (Number.isFinite(share) ? share.toFixed(2) : '–   ');

await runCommand(main);

import { emptyMemory } from '../../shared/engagement/detection/circles.ts';
import { detectCascade } from '../../shared/engagement/detection/detect-cascade.ts';
import { FEATURES } from '../../shared/engagement/detection/features.ts';
import { countRule, firstTrust } from '../../shared/engagement/detection/first-rules.ts';
import { foldReaction } from '../../shared/engagement/detection/fold-reaction.ts';
import { canonical, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import { type Scorer, scoreOf, scorerOf } from '../../shared/engagement/detection/score.ts';
import { type DetectionState, emptyState } from '../../shared/engagement/detection/state.ts';
import { organicCascade } from './organic.ts';
import { parseCascade } from './parse-cascade.ts';

const LIVE = 100_000;
const EVENTS = 3_000_000;
/** Processor time of this thread's process, in microseconds: other processes on the machine do not count. */
const now = () => process.cpuUsage().user;
const perSecond = (events: number, from: number) => `${(events / (now() - from)).toFixed(2)} M/s`;
const trust = firstTrust(100);

let start = 0;

/** One reaction object, its time moving on: what is measured is the fold, not the making of events. */
function foldMany(states: readonly DetectionState[], each: (state: DetectionState) => void): string {
  const reaction: Reaction = { t: 0, actor: 'a', followers: 10, kind: 0, secondHand: false, score: 0.9, ageDays: 400 };
  const from = now();
  for (let i = 0; i < EVENTS; i++) {
    const state = states[(i * 7_919) % LIVE] as DetectionState;
    reaction.t = start + Math.floor(i / LIVE) * 60;
    foldReaction(state, reaction, undefined, 0, trust);
    each(state);
  }
  start = reaction.t + 60;
  return perSecond(EVENTS, from);
}

/** The least that any fold must do: one map look-up, one exponential, one sum. */
function bare(): string {
  const sums = new Float64Array(LIVE);
  const lasts = new Float64Array(LIVE);
  const from = now();
  for (let i = 0; i < EVENTS; i++) {
    const at = (i * 7_919) % LIVE;
    const t = i / LIVE;
    sums[at] = (sums[at] as number) * Math.exp(((lasts[at] as number) - t) / 2_700) + 1;
    lasts[at] = t;
  }
  return perSecond(EVENTS, from);
}

function memoryOfStates(): { states: DetectionState[]; bytes: number } {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const states = Array.from({ length: LIVE }, emptyState);
  globalThis.gc?.();
  return { states, bytes: (process.memoryUsage().heapUsed - before) / LIVE };
}

function endToEnd(scorer: Scorer): string {
  const lines = Array.from({ length: 2_000 }, (_, seed) => {
    const ev = organicCascade(seed).map(({ t, actor }) => [t, actor, -1, 0, -1]);
    return { count: ev.length, line: JSON.stringify({ id: `c-${seed}`, root: { followers: -1 }, ev }) };
  });
  const memory = emptyMemory();
  const from = now();
  for (const [index, { line }] of lines.entries()) {
    const { root, deliveries } = parseCascade(line, index);
    detectCascade(canonical(deliveries), root, scorer, memory);
  }
  return perSecond(
    lines.reduce((sum, { count }) => sum + count, 0),
    from,
  );
}

const terms = FEATURES.map(feature => ({ feature, weight: 0.01, mean: 1, scale: 2 }));
const fitted = scorerOf({ ...countRule(100), kind: 'fitted', terms, threshold: 1e9 });
const { states, bytes } = memoryOfStates();
// Warm: compiled, and the states where a long-lived process has them.
for (let pass = 0; pass < 3; pass++) foldMany(states, () => {});
console.log(`bare decayed sum, ${LIVE} live:       ${bare()}`);
console.log(`fold, ${LIVE} live:                   ${foldMany(states, () => {})}`);
console.log(`fold and score of ${FEATURES.length} terms:        ${foldMany(states, state => scoreOf(state, 50, fitted))}`);
console.log(`JSON to decision, one core:         ${endToEnd(fitted)}`);
console.log(`memory of one live performance:     ${Math.round(bytes)} bytes and ${JSON.stringify(states[0]).length} as JSON`);

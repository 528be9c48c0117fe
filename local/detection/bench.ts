import { randomOf, shuffled } from '../../shared/engagement/calibration/random.ts';
import { detectCascade } from '../../shared/engagement/detection/detect-cascade.ts';
import { FEATURES } from '../../shared/engagement/detection/features.ts';
import { countRule, firstTrust } from '../../shared/engagement/detection/first-rules.ts';
import { foldReaction } from '../../shared/engagement/detection/fold-reaction.ts';
import type { Reaction } from '../../shared/engagement/detection/reaction.ts';
import { type Scorer, scoreOf, scorerOf } from '../../shared/engagement/detection/score.ts';
import { type DetectionState, emptyState, read, SLOT } from '../../shared/engagement/detection/state.ts';
import { readOptions } from '../cli/read-options.ts';
import { emptyNetwork, learn, readyCascade } from './network.ts';
import { organicCascade } from './organic.ts';
import { parseCascade } from './parse-cascade.ts';

readOptions('npm run bench:detect\n  What a reaction costs the engine, beside a bare decayed sum.', {});

const LIVE = 100_000;
const EVENTS = 3_072_000;
const BATCH = 64;
/** So few states that they stay in the cache: as where ingest has just read a batch of them from the database. */
const NEAR = 100;
const ROUNDS = 5;
/** Numbers in a cache line. */
const LINE = 8;
/** Processor time of this thread's process, in microseconds: other processes on the machine do not count. */
const now = () => process.cpuUsage().user;
const told = (millions: number) => `${millions.toFixed(2)} M/s`;
const trust = firstTrust(100);

/** Scattered, so that nothing foretells which state is next. */
const order = Uint32Array.from(
  shuffled(
    Array.from({ length: LIVE }, (_, at) => at),
    randomOf(1),
  ),
);

let start = 0;

/** Reads one number of each cache line of a state that every fold touches. */
const touch = (state: DetectionState) => read(state, 0) + read(state, LINE) + read(state, 2 * LINE) + read(state, SLOT.gapCount);

/**
 * Fetches a batch's states before they are folded, as ingest does. An array and its numbers are two places, the second known only once the
 * first has come: in two loops the waits for all of either overlap.
 */
function fetchAll(states: readonly DetectionState[]): number {
  let touched = 0;
  for (const state of states) touched += state.length;
  for (const state of states) touched += touch(state);
  return touched;
}

/** One reaction object, its time moving on: what is measured is the fold, not the making of events. */
function foldMany(states: readonly DetectionState[], each: (state: DetectionState) => void, batch = 1): number {
  const live = states.length;
  const reaction: Reaction = { t: 0, actor: 'a', followers: 10, kind: 0, secondHand: false, score: 0.9, ageDays: 400 };
  const reached: DetectionState[] = [];
  let touched = 0;
  const from = now();
  for (let i = 0; i < EVENTS; i += batch) {
    for (let j = 0; j < batch; j++) reached[j] = states[(order[(i + j) % LIVE] as number) % live] as DetectionState;
    if (batch > 1) touched += fetchAll(reached);
    for (let j = 0; j < batch; j++) {
      const state = reached[j] as DetectionState;
      reaction.t = start + Math.floor((i + j) / live) * 60;
      foldReaction(state, reaction, undefined, 0, trust);
      each(state);
    }
  }
  start = reaction.t + 60;
  if (Number.isNaN(touched)) throw new Error('a state holds what is no number');
  return now() - from;
}

/** What memory takes alone: the lines of one state after the other are read, each when those before have come. */
function readOneByOne(states: readonly DetectionState[]): number {
  const from = now();
  let sum = 0;
  for (let i = 0; i < EVENTS; i++) {
    // Nothing is added to i, but that is known only once the lines have come.
    const state = states[order[(i + ((sum * 0) | 0)) % LIVE] as number] as DetectionState;
    sum = touch(state);
  }
  if (Number.isNaN(sum)) throw new Error('a state holds what is no number');
  return now() - from;
}

/** The best of a few rounds: the first ones compile, and others use the machine too. */
function best(round: () => number): string {
  return told(EVENTS / Math.min(...Array.from({ length: ROUNDS }, round)));
}

/** The least that any fold must do: one map look-up, one exponential, one sum. */
function bare(): number {
  const sums = new Float64Array(LIVE);
  const lasts = new Float64Array(LIVE);
  const from = now();
  for (let i = 0; i < EVENTS; i++) {
    const at = order[i % LIVE] as number;
    const t = i / LIVE;
    sums[at] = (sums[at] as number) * Math.exp(((lasts[at] as number) - t) / 2_700) + 1;
    lasts[at] = t;
  }
  return now() - from;
}

function memoryOfStates(): { states: DetectionState[]; bytes: number } {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const states = Array.from({ length: LIVE }, emptyState);
  globalThis.gc?.();
  return { states, bytes: (process.memoryUsage().heapUsed - before) / LIVE };
}

function endToEnd(scorer: Scorer): { whole: string; parsing: string } {
  const lines = Array.from({ length: 4_000 }, (_, seed) => {
    const ev = organicCascade(seed, { known: true }).map(({ t, actor, score, ageDays }) => [t, actor, -1, 0, -1, score, ageDays]);
    return { count: ev.length, line: JSON.stringify({ id: `c-${seed}`, root: { followers: -1 }, ev }) };
  });
  const events = lines.reduce((sum, { count }) => sum + count, 0);
  const replay = () => {
    const network = emptyNetwork();
    for (const [index, { line }] of lines.entries()) {
      const cascade = parseCascade(line, index);
      const { root, reactions } = readyCascade(cascade, network, scorer.rule.trust);
      detectCascade(reactions, root, scorer, network.circles);
      learn(network, cascade.creator, reactions, scorer.rule.trust);
    }
  };
  replay();
  let from = now();
  replay();
  const whole = told(events / (now() - from));
  from = now();
  for (const { line } of lines) JSON.parse(line);
  return { whole, parsing: told(events / (now() - from)) };
}

const terms = FEATURES.map(feature => ({ feature, weight: 0.01, mean: 1, scale: 2 }));
const fitted = scorerOf({ ...countRule(100), kind: 'fitted', terms, threshold: 1e9 });
const { states, bytes } = memoryOfStates();
const root = { followers: 50, usual: 20, ordinary: null };
const nothing = () => {};
const scored = (state: DetectionState) => scoreOf(state, root, fitted);
console.log(`bare decayed sum, ${LIVE} live:          ${best(bare)}`);
console.log(`fold, ${LIVE} live, in batches of ${BATCH}:    ${best(() => foldMany(states, nothing, BATCH))}`);
console.log(`fold and score of ${FEATURES.length} terms, the same:   ${best(() => foldMany(states, scored, BATCH))}`);
console.log(`fold, ${LIVE} live, one by one:        ${best(() => foldMany(states, nothing))}`);
console.log(`the same states only read, one by one: ${best(() => readOneByOne(states))}`);
console.log(`fold, ${NEAR} live, one by one:           ${best(() => foldMany(states.slice(0, NEAR), nothing))}`);
const { whole, parsing } = endToEnd(fitted);
console.log(`bare JSON.parse:                       ${parsing}`);
console.log(`JSON to decision and circles:          ${whole}`);
console.log(`memory of one live performance:        ${Math.round(bytes)} bytes and ${JSON.stringify(states[0]).length} as JSON`);

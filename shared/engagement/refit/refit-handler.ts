import { z } from 'zod';
import { type UnixMs, unixMs } from '../../kernel/units.ts';
import type { JobHandler, JobNext } from '../../ops/schema.ts';
import { bearsFit, calibrate, fittedBy } from '../calibration/calibrate.ts';
import { FITS, fitFold } from '../calibration/cross-validate.ts';
import { among, type DetectionRule } from '../detection/rule.ts';
import { exampleOfHistory } from './example-of-history.ts';
import type { RefitStore } from './ports.ts';
import { shadowOf } from './shadow-of.ts';

/** Share of firings that should become hits. */
const PRECISION = 0.7;
/** Performances read in one slice: a slice stays far below the two seconds of processor that a call may take. */
const JUDGED_AT_ONCE = 20;
const READ_AT_ONCE = 10;
/** Between two slices, so that each is a call of its own. */
const PAUSE_MS = 2_000;
/** What ordinary people are worth moves in steps: a step makes all examples anew. */
const WORTH_STEP = 0.05;

/** Of the 64 that a version may have; the store needs a few for a second candidate of a day. */
const LONGEST_VERSION = 60;

const climb = z.object({ moments: z.array(z.number()), scores: z.array(z.number()) });
const progress = z.object({
  channel: z.string().default(''),
  step: z.enum(['judge', 'read', 'fit']).default('judge'),
  /** What ordinary people are taken to be worth this night; null before the first history says. */
  worth: z.number().nullable().default(null),
  /** Fits done, and the out-of-fold climbs that came of them. */
  fits: z.number().default(0),
  climbs: z.array(z.array(climb.nullable())).default([]),
});
type Progress = z.infer<typeof progress>;

type Ports = { store: RefitStore; now: () => UnixMs };

/**
 * The job `refit`, nightly for each channel that has a rule of its own and for all: lets candidates judge what was posted since they
 * were made, then makes a new candidate of the settled history. One slice a call; what a slice made is kept in the job. Nothing that it makes
 * is in force until an operator puts it there.
 */
export function refitHandler({ store, now }: Ports): JobHandler {
  return async job => {
    const at = progress.parse(job.payload);
    const next = await STEPS[at.step](store, at, now());
    return next === null ? 'done' : again(next, now());
  };
}

const again = (payload: Progress, now: UnixMs): JobNext => ({ againAt: unixMs(now + PAUSE_MS), payload });

const STEPS: Record<Progress['step'], (store: RefitStore, at: Progress, now: UnixMs) => Promise<Progress | null>> = {
  judge: async (store, at, now) => {
    const due = await store.unjudged(at.channel, now, JUDGED_AT_ONCE);
    await store.saveShadows(due.map(each => shadowOf(each, each.rule)));
    return due.length === JUDGED_AT_ONCE ? at : { ...at, step: 'read' };
  },

  read: async (store, at, now) => {
    const rule = await ruleFor(store, at);
    const histories = await store.unread(at.channel, keyOf(rule), now, READ_AT_ONCE);
    for (const history of histories) {
      const { worth, example } = exampleOfHistory(history, rule);
      await store.saveExample(at.channel, history.performanceId, keyOf(rule), worth, example);
    }
    if (histories.length === READ_AT_ONCE) return at;
    const worth = middleOf(await store.worths(at.channel));
    return worth === at.worth ? { ...at, step: 'fit' } : { ...at, worth };
  },

  fit: async (store, at, now) => {
    const rule = await ruleFor(store, at);
    const kept = await store.examples(at.channel, keyOf(rule));
    const examples = kept.filter(example => example !== null);
    const hits = examples.filter(({ hit }) => hit).length;
    const seed = 1;
    if (bearsFit(hits) && at.fits < FITS) {
      const climbs = at.climbs.map(set => set.map(each => each ?? { moments: [], scores: [] }));
      fitFold(examples, fittedBy(rule.target, seed), seed, at.fits, climbs);
      const known = climbs.map(set => Array.from(set, each => each ?? null));
      return { ...at, fits: at.fits + 1, climbs: known };
    }
    const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
    const version = ['refit', day, rule.target, ...(at.channel === '' ? [] : [at.channel])].join('-').slice(0, LONGEST_VERSION);
    const night = { channel: at.channel, examples: examples.length, hits };
    const options = {
      target: rule.target,
      precision: PRECISION,
      version,
      leftOut: kept.length - examples.length,
      seed,
      trust: rule.trust,
    };
    const fittedFolds = at.climbs.map(set => set.map(each => each ?? { moments: [], scores: [] }));
    try {
      const made = calibrate(examples, { ...options, fittedFolds });
      const { maxAgeSeconds, delaySeconds } = rule;
      await store.saveRefit({
        ...night,
        rule: { ...made.rule, maxAgeSeconds, delaySeconds },
        trials: made.trials,
        failure: null,
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      await store.saveRefit({ ...night, rule: null, trials: [], failure: error.message });
    }
    return null;
  },
};

/** The rule in force, with what ordinary people are worth by our own history. All else by which people are weighed stays as an operator put it. */
async function ruleFor(store: RefitStore, { channel, worth }: Progress): Promise<DetectionRule> {
  return among(await store.ruleInForce(channel), worth);
}

/** What examples depend on. */
const keyOf = ({ target, trust }: DetectionRule) => `${target}:${JSON.stringify(trust)}`;

function middleOf(worths: readonly number[]): number | null {
  const middle = worths.toSorted((a, b) => a - b)[worths.length >> 1];
  return middle === undefined ? null : Math.round(Math.round(middle / WORTH_STEP) * WORTH_STEP * 100) / 100;
}

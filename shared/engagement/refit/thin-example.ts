import type { Example } from '../calibration/example.ts';
import { FEATURES } from '../detection/features.ts';

/** Moments kept of a performance: a night's history of hundreds is then a few megabytes. */
const MOST_MOMENTS = 64;

/** An example with 64 of its moments at most, evenly chosen, the first and the last among them. */
export function thinExample(example: Example): Example {
  const { times, seen, values } = example;
  if (times.length <= MOST_MOMENTS) return example;
  const chosen = Array.from({ length: MOST_MOMENTS }, (_, i) => Math.round((i * (times.length - 1)) / (MOST_MOMENTS - 1)));
  const thin = new Float64Array(MOST_MOMENTS * FEATURES.length);
  chosen.forEach((moment, row) => {
    thin.set(values.subarray(moment * FEATURES.length, (moment + 1) * FEATURES.length), row * FEATURES.length);
  });
  return {
    ...example,
    times: chosen.map(moment => times[moment] as number),
    seen: chosen.map(moment => seen[moment] as number),
    values: thin,
  };
}

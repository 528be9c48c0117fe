import { seeded } from '../../shared/kernel/testing/seeded.ts';
import { stableNumber } from './stable-id.ts';

/** Seeded randomness: the same name gives the same draws, on every machine. */
export type Random = {
  /** From 0 up to 1. */
  next: () => number;
  between: (low: number, high: number) => number;
  /** A whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number;
  pick: <T>(items: readonly T[]) => T;
  /** Waiting time of a Poisson process with this mean. */
  exponential: (mean: number) => number;
  /** Heavy upper tail around `median`; `sigma` is the spread of its logarithm. */
  logNormal: (median: number, sigma: number) => number;
  shuffle: <T>(items: readonly T[]) => T[];
};

/** Draws of their own for each name. */
export function randomOf(name: string): Random {
  const next = seeded(stableNumber(name));
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[whole(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    whole,
    pick,
    between: (low, high) => low + next() * (high - low),
    exponential: mean => -Math.log(1 - next()) * mean,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    shuffle: items => {
      const mixed = [...items];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = whole(0, i);
        [mixed[i], mixed[j]] = [mixed[j] as (typeof mixed)[number], mixed[i] as (typeof mixed)[number]];
      }
      return mixed;
    },
  };
}

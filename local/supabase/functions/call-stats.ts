export type CallStats = {
  calls: number;
  /** CPU per call in ms, over the last calls. */
  cpuMs: { mean: number; p50: number; p99: number; max: number };
  /** Calls that the host ended for CPU, memory or time. */
  limited: number;
};

/** Calls whose CPU is remembered for the percentiles. */
const WINDOW = 10_000;

export type StatsOfFunction = { record: (cpuMs: number) => void; recordLimit: () => void; read: () => CallStats };

/** Counts the calls of one function; bounded memory. */
export function makeStats(): StatsOfFunction {
  const samples = new Float64Array(WINDOW);
  let calls = 0;
  let limited = 0;
  let max = 0;
  return {
    record: cpuMs => {
      samples[calls % WINDOW] = cpuMs;
      calls += 1;
      max = Math.max(max, cpuMs);
    },
    recordLimit: () => {
      limited += 1;
    },
    read: () => {
      const sorted = samples.slice(0, Math.min(calls, WINDOW)).sort();
      const at = (q: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0);
      const mean = sorted.reduce((sum, ms) => sum + ms, 0) / Math.max(1, sorted.length);
      return { calls, limited, cpuMs: { mean: round(mean), p50: at(0.5), p99: at(0.99), max: round(max) } };
    },
  };
}

const round = (ms: number) => Math.round(ms * 1000) / 1000;

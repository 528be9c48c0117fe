/** One call in flight. `cpuMs` grows as the worker's CPU time is shared out. */
export type Call = { startedAt: number; endedAt: number | null; cpuMs: number };

/**
 * Shares a worker's CPU time among its calls. With one call at a time the figure is exact. When calls overlap, what was used since
 * the last reading is divided by the time that each was in flight since then: the sum is exact, the single figure an estimate.
 * All times in ms; CPU readings are the worker's total so far.
 */
export type Meter = {
  begin: (now: number, cpu: () => number | null) => Call;
  end: (call: Call, now: number, cpu: () => number | null) => void;
  /** Takes a reading while calls are in flight. */
  read: (now: number, cpuMs: number) => void;
  /** The worker's total at the last reading. */
  lastCpuMs: () => number;
  inFlight: () => Iterable<Call>;
  isIdle: () => boolean;
  /** True while exactly one call is in flight. */
  isAlone: () => boolean;
};

/** @param onDone gets the CPU ms of each finished call, at the reading that follows its end */
export function makeMeter(onDone: (cpuMs: number) => void): Meter {
  const open = new Set<Call>();
  let ended: Call[] = [];
  let last = { at: 0, cpuMs: 0 };

  const read = (now: number, cpuMs: number) => {
    const used = Math.max(0, cpuMs - last.cpuMs);
    const calls = [...open, ...ended];
    const weights = calls.map(call => Math.max(1e-6, (call.endedAt ?? now) - Math.max(call.startedAt, last.at)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    calls.forEach((call, i) => {
      call.cpuMs += (used * (weights[i] ?? 0)) / total;
    });
    for (const call of ended) onDone(call.cpuMs);
    ended = [];
    last = { at: now, cpuMs };
  };

  return {
    begin: (now, cpu) => {
      // What the worker used while idle belongs to no call.
      if (open.size === 0) last = { at: now, cpuMs: cpu() ?? last.cpuMs };
      const call: Call = { startedAt: now, endedAt: null, cpuMs: 0 };
      open.add(call);
      return call;
    },
    end: (call, now, cpu) => {
      if (!open.delete(call)) return;
      call.endedAt = now;
      ended.push(call);
      if (open.size === 0) read(now, cpu() ?? last.cpuMs);
    },
    read,
    lastCpuMs: () => last.cpuMs,
    inFlight: () => open,
    isIdle: () => open.size === 0,
    isAlone: () => open.size === 1,
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CallStats, makeStats, type StatsOfFunction } from './call-stats.ts';
import type { Limits } from './limits.ts';
import type { FunctionLog } from './log.ts';
import type { PidFile } from './pids.ts';
import { watchLimits } from './watch-limits.ts';
import { startWorker, type Worker } from './worker.ts';

export type Pool = {
  exists: (name: string) => boolean;
  /** The function's worker, started when there is none that may take a call. @throws Error when it fails to start. */
  workerOf: (name: string) => Promise<Worker>;
  statsOf: (name: string) => StatsOfFunction;
  stats: () => Record<string, CallStats>;
  /** From now on calls go to new workers; those that run finish their calls. */
  retireAll: () => void;
  stop: () => Promise<void>;
};

export type PoolOptions = {
  folder: string;
  dataDir: string;
  env: Record<string, string>;
  limits: Limits;
  log: FunctionLog;
  pids: PidFile;
};

/** Keeps one worker a function, within the host's limits. */
export function makePool({ folder, limits, log, ...options }: PoolOptions): Pool {
  const current = new Map<string, Promise<Worker>>();
  const all = new Set<Worker>();
  const stats = new Map<string, StatsOfFunction>();
  const names = new Map<Worker, string>();

  const entry = (name: string) => join(folder, name, 'index.ts');
  const statsOf = (name: string) => stats.get(name) ?? stats.set(name, makeStats()).get(name) ?? makeStats();
  const watch = watchLimits(
    () => all,
    limits,
    (worker, why) => {
      const name = names.get(worker) ?? '';
      statsOf(name).recordLimit();
      log.error(name, `ended by the host: ${why}`);
    },
  );

  const forget = (name: string, started: Promise<Worker>) => {
    if (current.get(name) === started) current.delete(name);
  };

  const start = (name: string): Promise<Worker> => {
    const onCall = statsOf(name).record;
    const url = pathToFileURL(entry(name)).href;
    const started = startWorker({ ...options, name, url, limits, log, onCall });
    current.set(name, started);
    started.then(
      worker => {
        all.add(worker);
        names.set(worker, name);
        worker.gone.then(() => {
          all.delete(worker);
          names.delete(worker);
          forget(name, started);
        });
      },
      error => {
        log.error(name, `did not start: ${error.message}`);
        forget(name, started);
      },
    );
    return started;
  };

  const retire = async (name: string, started: Promise<Worker>) => {
    forget(name, started);
    const worker = await started.catch(() => null);
    if (worker === null) return;
    // Ended once its last call is answered; the watch of its limits goes on until then.
    const timer = setInterval(() => {
      if (worker.meter.isIdle()) worker.kill(null);
    }, 100);
    await worker.gone;
    clearInterval(timer);
  };

  return {
    exists: name => existsSync(entry(name)),
    workerOf: async name => {
      const started = current.get(name);
      if (started === undefined) return start(name);
      const worker = await started;
      const isUsable = worker.verdict === null && performance.now() - worker.bornAt < limits.lifetimeMs;
      if (isUsable) return worker;
      if (current.get(name) === started) retire(name, started);
      return current.get(name) ?? start(name);
    },
    statsOf,
    stats: () => Object.fromEntries([...stats].map(([name, of]) => [name, of.read()])),
    retireAll: () => {
      for (const [name, started] of current) retire(name, started);
    },
    stop: async () => {
      watch.stop();
      const workers = await Promise.allSettled(current.values());
      for (const result of workers) if (result.status === 'fulfilled') result.value.kill(null);
      for (const worker of all) worker.kill(null);
      await Promise.all([...all].map(worker => worker.gone));
    },
  };
}

import { type Limits, OUT_OF_RESOURCES } from './limits.ts';
import { readUsage, USAGE_INTERVAL_MS } from './usage.ts';
import type { Worker } from './worker.ts';

/**
 * Ends workers that use more than the host allows, from outside, so that an endless loop is ended as well.
 * CPU is over when one call's share is over, or when one stretch of code without a turn of the event loop used that much.
 * @param workers those that run now
 * @param onLimit is told why a worker was ended
 */
export function watchLimits(workers: () => Iterable<Worker>, limits: Limits, onLimit: (worker: Worker, why: string) => void) {
  const check = (worker: Worker) => {
    if (worker.verdict !== null || worker.meter.isIdle()) return;
    const usage = readUsage(worker.pid);
    if (usage === null) return;
    worker.meter.read(performance.now(), usage.cpuMs);
    const shares = [...worker.meter.inFlight()].map(call => call.cpuMs);
    const cpuMs = Math.max(usage.cpuMs - worker.cpuAtTurn, ...shares);
    if (cpuMs > limits.cpuMs) return end(worker, `CPU time over ${limits.cpuMs} ms`);
    if (usage.memoryMb > limits.memoryMb) return end(worker, `memory over ${limits.memoryMb} MB`);
    worker.ask();
  };
  const end = (worker: Worker, why: string) => {
    onLimit(worker, why);
    worker.kill(OUT_OF_RESOURCES);
  };
  const timer = setInterval(() => {
    for (const worker of workers()) check(worker);
  }, USAGE_INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
}

import { setTimeout as pause } from 'node:timers/promises';

/** Does something again and again, `everyMs` after the last time ended. A failure is reported and the work goes on. */
export function keepDoing(
  everyMs: number,
  work: () => Promise<unknown>,
  report: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await work();
      } catch (error) {
        if (!stopping.signal.aborted) report(error);
      }
      await pause(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

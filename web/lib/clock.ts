import { useSyncExternalStore } from 'react';

type Clock = { read: () => number; subscribe: (listener: () => void) => () => void };
const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
  const made = clocks.get(everyMs) ?? createClock(everyMs);
  clocks.set(everyMs, made);
  return made;
}

/** Its functions stay the same for good: a component that renders again must not subscribe again, or starting the clock would move its time. */
function createClock(everyMs: number): Clock {
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  return {
    read() {
      // While no timer runs, a snapshot must still be stable between two calls of one render.
      if (!timer && Date.now() - now >= everyMs) now = Date.now();
      return now;
    },
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        for (const tell of [...listeners]) tell();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/**
 * Wall time in ms, renewed every `everyMs`. All components that ask for the same pace share one timer, which stops with the last of them.
 */
export function useNow(everyMs = 1000): number {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(clock.subscribe, clock.read);
}

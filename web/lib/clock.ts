import { useSyncExternalStore } from 'react';

type Clock = { now: number; listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | undefined };
const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
  const known = clocks.get(everyMs);
  if (known) return known;
  const made: Clock = { now: Date.now(), listeners: new Set(), timer: undefined };
  clocks.set(everyMs, made);
  return made;
}

/**
 * Wall time in ms, renewed every `everyMs`. All components that ask for the same pace share one timer, which stops with the last of them.
 */
export function useNow(everyMs = 1000): number {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(
    listener => {
      clock.listeners.add(listener);
      if (!clock.timer) {
        clock.now = Date.now();
        clock.timer = setInterval(() => {
          clock.now = Date.now();
          for (const tell of clock.listeners) tell();
        }, everyMs);
      }
      return () => {
        clock.listeners.delete(listener);
        if (clock.listeners.size === 0 && clock.timer) {
          clearInterval(clock.timer);
          clock.timer = undefined;
        }
      };
    },
    () => (clock.timer ? clock.now : roundedNow(clock, everyMs)),
  );
}

/** Before the timer runs, a snapshot must still be stable between two calls of one render. */
function roundedNow(clock: Clock, everyMs: number): number {
  const now = Date.now();
  if (now - clock.now >= everyMs) clock.now = now;
  return clock.now;
}

import { useSyncExternalStore } from 'react';
import { createStore } from './store.ts';

/** By how much the servers' clock is ahead of this device's, in ms; 0 as long as the device's may be right. */
export const aheadStore = createStore(0);

/** Whether a server has told its time, or could not be asked: before that, nothing is judged over that may still be good by it. */
export const timeAskedStore = createStore(false);

/** The servers' time in unix ms, as far as it is known: rows and blocks are dated by it, and a device's own clock may be off by hours. */
export function serverNow(): number {
  return Date.now() + aheadStore.get();
}

/**
 * Sets the clock by what a server said (unix ms) between two looks at the device's: off by what lies between at most. What cannot be shown to be wrong
 * is left alone, be it this clock as a quicker answer has set it or the device's, so that nothing on screen jumps.
 */
export function setServerTime(said: number, { asked, answered }: { asked: number; answered: number }): void {
  const mayBe = (ahead: number) => said - answered <= ahead && ahead <= said - asked;
  if (!mayBe(aheadStore.get())) aheadStore.set(mayBe(0) ? 0 : Math.round(said - (asked + answered) / 2));
  timeAskedStore.set(true);
}

type Clock = { read: () => number; subscribe: (listener: () => void) => () => void };
const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
  const made = clocks.get(everyMs) ?? createClock(everyMs);
  clocks.set(everyMs, made);
  return made;
}

/** Its functions stay the same for good: a component that renders again must not subscribe again, or starting the clock would move its time. */
function createClock(everyMs: number): Clock {
  let now = serverNow();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const renew = () => {
    now = serverNow();
    for (const tell of [...listeners]) tell();
  };
  aheadStore.subscribe(renew);
  return {
    read() {
      // While no timer runs, a snapshot must still be stable between two calls of one render.
      if (!timer && serverNow() - now >= everyMs) now = serverNow();
      return now;
    },
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(renew, everyMs);
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
 * The servers' time in ms, as far as it is known, renewed every `everyMs`. All components that ask for the same pace share one
 * timer, which stops with the last of them.
 */
export function useNow(everyMs = 1000): number {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(clock.subscribe, clock.read);
}

import type { Cascade } from './read-cascades.ts';

/** What happens so many wall milliseconds after the start: one event of a cascade, or its post. */
export type Due = { wallMs: number; cascade: number; event: number };
export const POST = -1;

/** Every post and event of cascades in the order of their times; `speed` times as fast as they were, posts `startStagger` ms apart. */
export function timetable(cascades: readonly Cascade[], speed: number, startStagger: number): Due[] {
  const due: Due[] = [];
  for (const [cascade, { events }] of cascades.entries()) {
    const start = cascade * startStagger;
    due.push({ wallMs: start, cascade, event: POST });
    for (const [event, { t }] of events.entries()) due.push({ wallMs: start + (t * 1000) / speed, cascade, event });
  }
  return due.sort((a, b) => a.wallMs - b.wallMs || a.cascade - b.cascade || a.event - b.event);
}

/**
 * Does what is due, each at its time, `inFlight` of it at once at most; late where that was not enough. Resolves when all of it,
 * or what was begun before the signal, is done. The first that fails ends it.
 */
export async function keepTimetable(
  timetable: readonly Due[],
  act: (due: Due) => Promise<unknown>,
  inFlight: number,
  signal?: AbortSignal,
): Promise<void> {
  let open = 0;
  let closed = () => {};
  /** Resolves when the next open event is closed. */
  const oneClosed = () =>
    new Promise<void>(resolve => {
      closed = resolve;
    });
  let failure: unknown;
  const started = performance.now();
  for (const due of timetable) {
    while (open >= inFlight) await oneClosed();
    const wait = started + due.wallMs - performance.now();
    if (wait > 1) await pause(wait);
    if (failure) throw failure;
    if (signal?.aborted) break;
    open += 1;
    void act(due)
      .catch(error => {
        failure ??= error;
      })
      .finally(() => {
        open -= 1;
        closed();
      });
  }
  while (open > 0) await oneClosed();
  if (failure) throw failure;
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

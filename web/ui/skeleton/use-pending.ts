import { useEffect, useLayoutEffect, useState } from 'react';

/** A wait shorter than this shows nothing; a skeleton once shown stays at least this long. In ms. */
export const PATIENCE = 200;
export const SHOWN_AT_LEAST = 400;

/** Skeletons on the screen, and since when one is there without a break. */
let shownNow = 0;
let since = 0;

/** Ms from now until what is on screen must change, or undefined when it is right already. */
export function nextChange(pending: boolean, shown: boolean, sinceChange: number): number | undefined {
  if (pending === shown) return undefined;
  return Math.max(0, (pending ? PATIENCE : SHOWN_AT_LEAST) - sinceChange);
}

/**
 * Whether to show the skeleton for something `pending`: after 200 ms of waiting, and then for 400 ms at least. Where one is on the screen already,
 * as of a page whose code was waited for, the next takes its place at once.
 */
export function usePending(pending: boolean): boolean {
  const [state, setState] = useState(() => (pending && shownNow > 0 ? { shown: true, at: since } : { shown: false, at: 0 }));
  useLayoutEffect(() => {
    if (!state.shown) return;
    if (shownNow === 0) since = state.at;
    shownNow += 1;
    return () => {
      shownNow -= 1;
    };
  }, [state]);
  useEffect(() => {
    const wait = nextChange(pending, state.shown, state.shown ? performance.now() - state.at : 0);
    if (wait === undefined) return;
    const timer = setTimeout(() => setState({ shown: pending, at: performance.now() }), wait);
    return () => clearTimeout(timer);
  }, [pending, state]);
  return state.shown;
}

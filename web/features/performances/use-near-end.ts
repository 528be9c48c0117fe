import { type RefObject, useEffect } from 'react';

/** How far before its end a list asks for more, so that who scrolls steadily never waits. */
const AHEAD = '1200px';

/** Calls `onNear` when the marked end of a list comes near; does nothing while there is nothing to call. */
export function useNearEnd(end: RefObject<HTMLElement | null>, onNear: (() => void) | undefined): void {
  useEffect(() => {
    const target = end.current;
    if (!target || !onNear) return;
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) onNear();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [end, onNear]);
}

import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** Which child of a scroller fills most of it, beginning with the child at `first`. `count` is how many children there are. */
export function useStage(scroller: RefObject<HTMLElement | null>, count: number, first: number): number {
  const [stage, setStage] = useState(first);
  useLayoutEffect(() => {
    const root = scroller.current;
    if (root && first > 0) root.scrollTop = first * root.clientHeight;
  }, [scroller, first]);
  useEffect(() => {
    const root = scroller.current;
    if (!root || count === 0) return;
    const observer = new IntersectionObserver(
      entries => {
        for (const entry of entries) {
          if (entry.isIntersecting) setStage([...root.children].indexOf(entry.target));
        }
      },
      { root, threshold: 0.6 },
    );
    for (const child of root.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller, count]);
  return Math.min(stage, Math.max(0, count - 1));
}

import { type RefObject, useLayoutEffect, useRef } from 'react';

/** For a row of tabs that may be wider than its place, as in large letters: pushes it so far that the chosen one is seen whole. The page stays where it is. */
export function useChosenInSight(value: string): RefObject<HTMLDivElement | null> {
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one was chosen
  useLayoutEffect(() => {
    const push = () => {
      const chosen = row.current?.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
      if (!row.current || !chosen) return;
      const { left, right } = row.current.getBoundingClientRect();
      row.current.scrollLeft += Math.min(chosen.left - left, Math.max(0, chosen.right - right));
    };
    push();
    // Other letters are wider or narrower.
    void document.fonts?.ready.then(push);
  }, [value]);
  return row;
}

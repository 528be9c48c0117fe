import { useEffect, useRef } from 'react';
import { useNavigationType } from 'react-router';

/**
 * A page that was just opened begins at its top, for the focus too, unless what was pressed is still there; one that was gone
 * back to stays where the browser puts it.
 */
export function useTopOfNewPage(path: string) {
  const page = useRef<HTMLDivElement>(null);
  const how = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each page, whatever came before
  useEffect(() => {
    if (how !== 'PUSH') return;
    window.scrollTo(0, 0);
    if (document.activeElement === document.body) page.current?.focus({ preventScroll: true });
  }, [path]);
  return page;
}

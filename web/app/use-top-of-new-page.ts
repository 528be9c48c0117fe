import { useEffect, useRef } from 'react';
import { useNavigationType } from 'react-router';
import { personStore } from '../lib/person.ts';

/**
 * A page that was just opened begins at its top, for the focus too, unless what was pressed is still there; one that was gone
 * back to stays where the browser puts it. What begins anew as somebody signed out begins at its top, too.
 */
export function useTopOfNewPage(path: string) {
  const page = useRef<HTMLDivElement>(null);
  const how = useNavigationType();
  const nextPersons = useRef(personStore.get().turn > 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each page, whatever came before
  useEffect(() => {
    if (how !== 'PUSH' && !nextPersons.current) return;
    nextPersons.current = false;
    window.scrollTo(0, 0);
    if (document.activeElement === document.body) page.current?.focus({ preventScroll: true });
  }, [path]);
  return page;
}

import { type RefObject, useEffect } from 'react';
import { focusOn } from '../ui/focus-on.ts';

const PARTS = 'section, article, li, form';

/**
 * Where the focus goes when what had it is taken away and nobody said where to: to the part of the page around it that is still
 * there, or else to the page's heading. Comes back to it from a wallet or a composer around ours, too.
 */
export function useFocusNotLost(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const box = page.current;
    if (!box) return;
    let held: Element | null = null;
    let around: Element[] = [];
    const hold = ({ target }: Event) => {
      held = target instanceof Element && box.contains(target) ? target.closest('button, a, input, select, textarea') : null;
      around = [];
      for (let part = held?.parentElement?.closest(PARTS); part && part !== box; part = part.parentElement?.closest(PARTS))
        around.push(part);
    };
    const look = () => {
      if (!held || document.activeElement !== document.body || !document.hasFocus()) return;
      const part = held.isConnected ? held : around.find(one => one.isConnected);
      focusOn((part ?? box.querySelector('h1') ?? box) as HTMLElement, { preventScroll: true });
    };
    // Whoever says where it goes does so before.
    const soon = () => {
      if (held && !held.isConnected) setTimeout(look);
    };
    const changes = new MutationObserver(soon);
    changes.observe(box, { childList: true, subtree: true });
    document.addEventListener('focusin', hold);
    document.addEventListener('pointerdown', hold);
    window.addEventListener('focus', look);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', hold);
      document.removeEventListener('pointerdown', hold);
      window.removeEventListener('focus', look);
    };
  }, [page]);
}

import { useRef } from 'react';
import { focusOn } from '../focus-on.ts';

/**
 * Handlers for a dialog that is opened by state, not by a trigger of Radix's, which would alone get the focus back: what had it
 * when the dialog opened gets it again, or the page's main part where that is gone meanwhile. Left alone when the focus has already gone on.
 */
export function useFocusBack() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus() {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault();
      const { activeElement: now, body } = document;
      if (now && now !== body) return;
      const back = opener.current;
      if (back instanceof HTMLElement && back.isConnected && back !== body) back.focus({ preventScroll: true });
      else {
        const main = document.querySelector('main');
        if (main) focusOn(main, { preventScroll: true });
      }
    },
  };
}

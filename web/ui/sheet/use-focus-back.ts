import { useRef } from 'react';
import { focusOn } from '../focus-on.ts';

const PARTS = 'section, article, li, ul, ol, form';
/** Of a sheet that another one gave way to: where that one would have given the focus back. */
const handedOn = new WeakMap<EventTarget, Element[]>();

/**
 * Handlers for a dialog that is opened by state, not by a trigger of Radix's, which would alone get the focus back: what had it
 * when the dialog opened gets it again, or where that is gone meanwhile the part of the page around it, or the page's heading. Left alone when the
 * focus has already gone on; where another sheet took the place of this one, that one gives it back in the end.
 */
export function useFocusBack() {
  const ways = useRef<Element[]>([]);
  return {
    onOpenAutoFocus() {
      ways.current = waysTo(document.activeElement);
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault();
      const back = [...ways.current, ...((event.target && handedOn.get(event.target)) ?? [])];
      const { activeElement: now, body } = document;
      if (now && now !== body) {
        const next = now.closest('[role=dialog]');
        if (next) handedOn.set(next, back);
        return;
      }
      const main = document.querySelector('main');
      const there = back.find(element => element.isConnected) ?? main?.querySelector('h1') ?? main;
      if (there instanceof HTMLElement) focusOn(there, { preventScroll: true });
    },
  };
}

/** It, and the parts of the page around it, from the inside out. */
function waysTo(element: Element | null): Element[] {
  if (!element || element === document.body) return [];
  const ways = [element];
  for (let part = element.parentElement?.closest(PARTS); part; part = part.parentElement?.closest(PARTS)) ways.push(part);
  return ways;
}

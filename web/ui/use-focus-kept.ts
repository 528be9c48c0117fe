import { type FocusEvent, type SyntheticEvent, useLayoutEffect, useRef } from 'react';
import { focusOn } from './focus-on.ts';

type Heir<E> = (box: E, lost: Element) => HTMLElement | null;

/**
 * Props for a part of a page whose content changes under the hand that works it. When what was pressed or had the focus is taken
 * away with it, `heir` gets the focus, or else the part itself: who goes by keys, or hears the page, is not thrown to its top.
 * Left alone when the focus has gone on by itself.
 */
export function useFocusKept<E extends HTMLElement>(heir?: Heir<E>) {
  const box = useRef<E>(null);
  const held = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const lost = held.current;
    if (!lost || lost.isConnected) return;
    held.current = null;
    whenLookedAt(() => {
      if (box.current?.isConnected && document.activeElement === document.body)
        focusOn(heir?.(box.current, lost) ?? box.current, { preventScroll: true });
    });
  });
  // Some browsers focus nothing that is clicked. What a sheet holds is the sheet's to give back.
  const hold = ({ target }: SyntheticEvent) => {
    if (target instanceof Element && box.current?.contains(target)) held.current = target.closest('button, a, input') ?? target;
  };
  // It goes nowhere when it leaves for the wallet, which may be a part of the page around ours, and comes back from there.
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget) held.current = null;
  };
  return { ref: box, onFocus: hold, onClick: hold, onBlur: leave };
}

/** The focus is not taken from a wallet that is being answered. */
function whenLookedAt(act: () => void) {
  if (document.hasFocus()) act();
  else window.addEventListener('focus', act, { once: true });
}

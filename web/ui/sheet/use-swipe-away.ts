import { type PointerEvent, type RefObject, useRef } from 'react';

/** A pull of this many px, or a flick of this many px a ms, lets go of the sheet. */
const FAR = 120;
const FAST = 0.6;

/** Whether a pull of `distance` px within `elapsed` ms closes the sheet. */
export function letsGo(distance: number, elapsed: number): boolean {
  return distance > FAR || (distance > 24 && distance / Math.max(elapsed, 1) > FAST);
}

/** Handlers for the grab area: the sheet follows the pointer down, and closes or springs back on release. */
export function useSwipeAway(sheet: RefObject<HTMLElement | null>, close: () => void) {
  const start = useRef<{ y: number; at: number } | undefined>(undefined);
  const pull = (event: PointerEvent) => Math.max(0, event.clientY - (start.current?.y ?? event.clientY));
  const put = (transform: string, transition: string) => {
    if (!sheet.current) return;
    sheet.current.style.transition = transition;
    sheet.current.style.transform = transform;
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if ((event.target as Element).closest('button, a, input')) return;
      start.current = { y: event.clientY, at: event.timeStamp };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent) {
      if (start.current) put(`translateY(${pull(event)}px)`, 'none');
    },
    onPointerUp(event: PointerEvent) {
      if (!start.current) return;
      const gone = letsGo(pull(event), event.timeStamp - start.current.at);
      start.current = undefined;
      if (gone) close();
      else put('', 'transform var(--d-move) var(--e-out)');
    },
    onPointerCancel() {
      start.current = undefined;
      put('', '');
    },
  };
}

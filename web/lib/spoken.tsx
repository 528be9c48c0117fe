import { useRef } from 'react';
import { useNow } from './clock.ts';

const SLOT_MS = 15_000;

/** Says a changing sentence to readers, politely and at most every 15 s. */
export function Spoken({ text }: { text: string }) {
  const slot = useNow(SLOT_MS);
  const said = useRef({ slot, text });
  if (said.current.slot !== slot) said.current = { slot, text };
  return (
    <span className="visually-hidden" aria-live="polite">
      {said.current.text}
    </span>
  );
}

import { useEffect, useState } from 'react';

const BEAT_MS = 1_000;

/** What is counted, or that it is over. */
export type Count = number | 'on' | null;

/** Counts 3, 2, 1 from when it is started, then is 'on' until it is stopped; null before and after. */
export function useCountIn() {
  const [count, setCount] = useState<Count>(null);
  useEffect(() => {
    if (typeof count !== 'number') return;
    const timer = setTimeout(() => setCount(count > 1 ? count - 1 : 'on'), BEAT_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return { count, start: () => setCount(3), stop: () => setCount(null) };
}

import { useEffect } from 'react';
import { useInSight } from '../../lib/use-in-sight.ts';

/** Passing by is no view. */
const WATCHED_MS = 3000;

/** Counts a view once a take has been on screen for three seconds, in a window that can be seen. */
export function useCountView(performanceId: string, onScreen: boolean): void {
  const inSight = useInSight();
  useEffect(() => {
    if (!onScreen || !inSight) return;
    // Without a network its code cannot be had: then nothing is counted.
    const count = () => import('./count-view.ts').then(module => module.countView(performanceId));
    const timer = setTimeout(() => void count().catch(() => undefined), WATCHED_MS);
    return () => clearTimeout(timer);
  }, [performanceId, onScreen, inSight]);
}

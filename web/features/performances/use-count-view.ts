import { useEffect } from 'react';

/** Passing by is no view. */
const WATCHED_MS = 3000;

/** Counts a view once a take has been on screen for three seconds, in a window that can be seen. */
export function useCountView(performanceId: string, onScreen: boolean): void {
  useEffect(() => {
    if (!onScreen) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      // Without a network its code cannot be had: then nothing is counted.
      const count = () => import('./count-view.ts').then(module => module.countView(performanceId));
      timer = setTimeout(() => void count().catch(() => undefined), WATCHED_MS);
    };
    watch();
    document.addEventListener('visibilitychange', watch);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', watch);
    };
  }, [performanceId, onScreen]);
}

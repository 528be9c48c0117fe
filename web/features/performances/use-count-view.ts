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
      timer = setTimeout(() => void count(performanceId), WATCHED_MS);
    };
    watch();
    document.addEventListener('visibilitychange', watch);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', watch);
    };
  }, [performanceId, onScreen]);
}

/** Without a network its code cannot be had: then nothing is counted. */
async function count(performanceId: string): Promise<void> {
  await import('./count-view.ts').then(
    module => module.countView(performanceId),
    () => undefined,
  );
}

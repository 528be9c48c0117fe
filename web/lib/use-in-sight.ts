import { useSyncExternalStore } from 'react';

/** Whether somebody can see the page: it is neither behind another tab nor in an app that was put away. */
export function useInSight(): boolean {
  return useSyncExternalStore(
    listener => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
    () => !document.hidden,
  );
}

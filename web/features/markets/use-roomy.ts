import { useSyncExternalStore } from 'react';

const media = () => matchMedia('(min-width: 1080px)');
const subscribe = (listener: () => void) => {
  const query = media();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether there is room for a second column. */
export function useRoomy(): boolean {
  return useSyncExternalStore(subscribe, () => media().matches);
}

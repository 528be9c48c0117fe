import { useEffect, useState } from 'react';

const STORE = 'moments';
/** Older moments are forgotten; they would only be seen twice. */
const KEPT = 200;

/** Notes that a moment was seen on this device. Whether it is new; never new where nothing can be kept. */
export function isNewMoment(key: string, open: () => Pick<Storage, 'getItem' | 'setItem'>): boolean {
  try {
    const store = open();
    const seen = (store.getItem(STORE) ?? '').split('\n').filter(Boolean);
    if (seen.includes(key)) return false;
    store.setItem(STORE, [...seen, key].slice(-KEPT).join('\n'));
    return true;
  } catch {
    // Storage may be closed to us, even to ask for it: without a memory there is no moment.
    return false;
  }
}

/** True from the first time that `key` is given on this device until the component goes. */
export function useMoment(key: string | undefined): boolean {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (key !== undefined && isNewMoment(key, () => localStorage)) setPlaying(true);
  }, [key]);
  return playing;
}

import { useEffect } from 'react';
import { bindBack } from '../lib/host-actions.ts';
import { useBack } from './use-back.ts';

/** The client's own button leads the app's way back, and is not there at the feed. */
export function useHostBack(path: string) {
  const back = useBack();
  useEffect(() => {
    void bindBack(path !== '/', back);
  }, [path, back]);
}

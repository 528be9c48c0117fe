import { useState } from 'react';
import { wordsOf } from './errors.ts';

/**
 * What the viewer asked for and may fail: which of it is on its way, and why the last did not work, in words. What worked stays
 * on its way: the screen goes.
 */
export function useAttempt<What extends string>() {
  const [working, setWorking] = useState<What | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const attempt = async (what: What, act: () => Promise<unknown>) => {
    setWorking(what);
    setFault(null);
    try {
      await act();
    } catch (error) {
      setFault(wordsOf(error).body);
      setWorking(null);
    }
  };
  return { working, fault, attempt };
}

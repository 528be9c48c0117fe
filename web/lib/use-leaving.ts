import { useEffect, useRef } from 'react';

/** Gives the signal that is aborted when the component that asked for it goes away. */
export function useLeaving(): () => AbortSignal {
  const gone = useRef(new AbortController());
  useEffect(() => {
    const own = new AbortController();
    gone.current = own;
    return () => own.abort();
  }, []);
  return () => gone.current.signal;
}

import { useEffect, useState } from 'react';
import { mediaUrl } from './media-url.ts';

/** Where to play or show `url` from, once it was checked; null before. `onFail` is told when no gateway gives the right bytes. */
export function useMediaUrl(url: string | null, wanted: boolean, onFail?: () => void): string | null {
  const [ready, setReady] = useState<{ url: string; from: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new onFail is no reason to ask again
  useEffect(() => {
    if (url === null || !wanted) return;
    let current = true;
    Promise.resolve(mediaUrl(url)).then(
      from => current && setReady({ url, from }),
      () => current && onFail?.(),
    );
    return () => {
      current = false;
    };
  }, [url, wanted]);
  return ready?.url === url ? ready.from : null;
}

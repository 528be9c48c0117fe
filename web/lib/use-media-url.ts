import { useEffect, useState } from 'react';
import { cidOf } from './cid-of.ts';
import { mediaUrl, pictureUrl } from './media-url.ts';

type Find = (url: string) => string | Promise<string>;

/**
 * Where to play `url` from, once it was checked; null before. What is not named by its content is as it is. `onFail` is told when no gateway gives the
 * right bytes; `wanted` again asks again.
 */
export function useMediaUrl(url: string | null, wanted: boolean, onFail?: () => void, find: Find = mediaUrl): string | null {
  const [ready, setReady] = useState<{ url: string; from: string } | null>(null);
  const plain = url !== null && cidOf(url) === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new onFail is no reason to ask again
  useEffect(() => {
    if (url === null || plain || !wanted) return;
    let current = true;
    Promise.resolve(find(url)).then(
      from => current && setReady({ url, from }),
      () => current && onFail?.(),
    );
    return () => {
      current = false;
    };
  }, [url, wanted]);
  if (plain) return wanted ? url : null;
  return ready?.url === url ? ready.from : null;
}

/** The same for a picture. */
export const usePictureUrl = (url: string | null, wanted = true, onFail?: () => void): string | null =>
  useMediaUrl(url, wanted, onFail, pictureUrl);

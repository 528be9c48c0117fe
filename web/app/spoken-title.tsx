import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * A page that was gone to is told to readers by its name, as soon as it has one: what they hear of a link is not that it led
 * anywhere. The page that was loaded they name themselves.
 */
export function SpokenTitle({ path }: { path: string }) {
  const [first] = useState(path);
  const gone = useRef(false);
  const [title, setTitle] = useState('');
  useLayoutEffect(() => {
    if (path !== first) gone.current = true;
  }, [path, first]);
  useEffect(() => {
    const named = new MutationObserver(() => gone.current && setTitle(document.title));
    named.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => named.disconnect();
  }, []);
  return (
    <p aria-live="polite" className="visually-hidden">
      {title}
    </p>
  );
}

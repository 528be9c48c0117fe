import { useEffect, useState } from 'react';

/** A page that was gone to is told to readers by its name, as soon as it has one: what they hear of a link is not that it led anywhere. */
export function SpokenTitle() {
  const [title, setTitle] = useState('');
  useEffect(() => {
    const named = new MutationObserver(() => setTitle(document.title));
    named.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => named.disconnect();
  }, []);
  return (
    <p aria-live="polite" className="visually-hidden">
      {title}
    </p>
  );
}

import { useLayoutEffect } from 'react';

const APP = 'GigaVibe';

/** Names the page in the browser's tab, in its history and to readers. Without a name yet, whoever else names it is left alone. */
export function usePageTitle(name: string | undefined): void {
  useLayoutEffect(() => {
    if (!name) return;
    document.title = `${name} · ${APP}`;
    return () => {
      document.title = APP;
    };
  }, [name]);
}

import type { ReactNode } from 'react';

/** Keeps the place of what is on its way, before the wait is long enough to be shown: what stands below does not jump. */
export function Unseen({ children }: { children: ReactNode }) {
  return <div style={{ visibility: 'hidden' }}>{children}</div>;
}

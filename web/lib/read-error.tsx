import type { ReactNode } from 'react';
import { utcClockLabel } from '../ui/format/time.ts';
import { ErrorState } from '../ui/state/error-state.tsx';
import { serverNow } from './clock.ts';
import { wordsOf } from './errors.ts';

export type ReadErrorProps = { error: Error | null; onRetry: () => void; retrying: boolean };

/** What could not be read, in words of its own, with the kind of fault and its time for a report. */
export function ReadError({ error, onRetry, retrying, children }: ReadErrorProps & { children: ReactNode }) {
  return (
    <ErrorState onRetry={onRetry} retrying={retrying} reference={`${wordsOf(error).title} · ${utcClockLabel(serverNow())}`}>
      {children}
    </ErrorState>
  );
}

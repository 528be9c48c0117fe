import type { ReactNode } from 'react';
import { Centred } from '../ui/layout/layout.tsx';
import { OutOfRange } from '../ui/state/out-of-range.tsx';
import { ReadError, type ReadErrorProps } from './read-error.tsx';

type NotReadyProps = ReadErrorProps & {
  /** It waits for the network to come back. */
  paused: boolean;
  /** The sentence of what could not be read. */
  notRead: string;
  /** Shown where nothing is wrong: that it is on its way, or that there is nothing. */
  otherwise: ReactNode;
};

/** What stands where something is not there yet: what went wrong, no connection, or what else is to be said. */
export function NotReady({ paused, notRead, otherwise, ...fault }: NotReadyProps) {
  if (!fault.error && !paused) return otherwise;
  return <Centred>{fault.error ? <ReadError {...fault}>{notRead}</ReadError> : <OutOfRange />}</Centred>;
}

import { awayStore } from '../../lib/away.ts';
import { useConnection } from '../../lib/connection.ts';
import { useStore } from '../../lib/store.ts';
import { type Trouble, troublesOf } from './trouble.ts';

/** Everything that is wrong now, the worst first. */
export function useTroubles(): Trouble[] {
  const connection = useConnection();
  const away = useStore(awayStore);
  return troublesOf({ connection, deviceOnline: navigator.onLine, away });
}

import { serverNow } from './clock.ts';
import { createStore, useStore } from './store.ts';

export type Connection = {
  /** False when the device says so, or when GigaVibe did not answer the last question. */
  online: boolean;
  /** False when live updates were cut off and have not come back: what is on screen is read again at intervals. */
  live: boolean;
  /** Unix ms of the last change of `online` or `live`. */
  since: number;
};

const facts = { device: true, answering: true, live: true };

export const connectionStore = createStore<Connection>({ online: true, live: true, since: serverNow() });

/** Whether what is on screen can be current. */
export function useConnection(): Connection {
  return useStore(connectionStore);
}

/** Notes a change of the device's network, of our doors or of the live connection. */
export function noteConnection(change: Partial<typeof facts>, now: number = serverNow()): void {
  Object.assign(facts, change);
  const online = facts.device && facts.answering;
  const { live } = facts;
  const known = connectionStore.get();
  if (online !== known.online || live !== known.live) connectionStore.set({ online, live, since: now });
}

/** Follows the device's own word about its network. */
export function watchDevice(target: Window): void {
  noteConnection({ device: target.navigator.onLine });
  target.addEventListener('online', () => noteConnection({ device: true }));
  target.addEventListener('offline', () => noteConnection({ device: false }));
}

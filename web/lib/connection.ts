import { createStore, useStore } from './store.ts';

export type Connection = {
  /** False when the device says so, or when live updates were cut off and have not come back. */
  online: boolean;
  /** Unix ms of the last change. */
  since: number;
};

const facts = { device: true, live: true };

export const connectionStore = createStore<Connection>({ online: true, since: Date.now() });

/** Whether what is on screen can be current. */
export function useConnection(): Connection {
  return useStore(connectionStore);
}

/** Notes a change of the device's network or of the live connection. */
export function noteConnection(change: Partial<typeof facts>, now: number = Date.now()): void {
  Object.assign(facts, change);
  const online = facts.device && facts.live;
  if (online !== connectionStore.get().online) connectionStore.set({ online, since: now });
}

/** Follows the device's own word about its network. */
export function watchDevice(target: Window): void {
  noteConnection({ device: target.navigator.onLine });
  target.addEventListener('online', () => noteConnection({ device: true }));
  target.addEventListener('offline', () => noteConnection({ device: false }));
}

import { type Handler, type ListenOptions, listen } from './listen.ts';

/** A port that is answered, and that may go away for a while as if its owner had lost the network. */
export type Door = {
  stop: () => Promise<void>;
  /** Closes the port and cuts what is open; resolves with the way back. */
  away: () => Promise<() => Promise<void>>;
};

/** Like `listen`, for parts whose absence is rehearsed. */
export async function openDoor(options: ListenOptions, handler: Handler): Promise<Door> {
  let close = await listen(options, handler);
  return {
    stop: () => close(),
    away: async () => {
      await close();
      return async () => {
        close = await listen(options, handler);
      };
    },
  };
}

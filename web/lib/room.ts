import type { RealtimeChannel, RealtimeClient } from '@supabase/realtime-js';
import { realtime } from './realtime-socket.ts';

const REJOIN_MS = 1000;
/** Code that could not be fetched is asked for again so often. */
const FETCH_AGAIN_MS = 8000;

/** The client hands out one channel a topic, so one that is left must be gone before the next is joined. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Follows how many are in a room, the private topic `room:<id>`. Who `isSeen` is counted, under a name of chance that the server gives, since
 * everybody sees the names; others only look. `onCount` gets how many are there, and 0 while that is not known.
 */
export function watchRoom(topic: string, isSeen: boolean, onCount: (people: number) => void): () => void {
  let left = false;
  let channel: RealtimeChannel | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  const enter = async () => {
    const socket = await realtime();
    await socket.setAuth();
    if (left) return;
    const joined = socket.channel(topic, { config: { private: true, presence: { enabled: true } } });
    channel = joined;
    joined.on('presence', { event: 'sync' }, () => onCount(Object.keys(joined.presenceState()).length));
    joined.subscribe(status => {
      if (left || channel !== joined) return;
      if (status === 'SUBSCRIBED') {
        if (isSeen) void joined.track({}).catch(() => undefined);
        return;
      }
      onCount(0);
      // The server ends a channel whose session is over, and the client leaves it at that.
      if (status === 'CLOSED') enterIn(REJOIN_MS);
    });
  };
  const leave = async (socket: RealtimeClient) => {
    const current = channel;
    channel = null;
    if (current) await socket.removeChannel(current);
  };
  const reenter = async () => {
    await leave(await realtime());
    await enter();
  };
  // What keeps people out passes, such as code that cannot be fetched: it is tried until it works.
  const enterNow = () => next(() => reenter().catch(() => void (left || enterIn(FETCH_AGAIN_MS))));
  const enterIn = (ms: number) => {
    again = setTimeout(enterNow, ms);
  };

  enterNow();
  return () => {
    left = true;
    clearTimeout(again);
    next(async () => leave(await realtime()));
  };
}

function next(step: () => Promise<unknown>): void {
  turn = turn.then(step).catch(() => undefined);
}

import type { RealtimeChannel } from '@supabase/realtime-js';
import { connectionStore, noteConnection } from './connection.ts';
import { realtime } from './realtime-socket.ts';
import { sessionStore } from './session.ts';

/** How long a lost connection may take to come back before the screen says so. */
const PATIENCE_MS = 4000;
/** While it is away, what is on screen is read again so often, and code that could not be fetched is asked for again. */
const READ_AGAIN_MS = 8000;
const LINGER_MS = 2000;
const REJOIN_MS = 1000;

export type Listener = { onEvent: (event: string, payload: unknown) => void; onJoin: () => void };
type Topic = {
  channel: RealtimeChannel | null;
  listeners: Set<Listener>;
  /** `denied`: row policies say that this person may not listen. Asked again when another one signs in. */
  state: 'joining' | 'joined' | 'denied';
};

const topics = new Map<string, Topic>();
const leaving = new Map<string, Promise<unknown>>();

/**
 * Listens to `topic`, a private channel, and returns the way to stop. Listeners of the same topic share one channel.
 * `onJoin` runs at each join and re-join: what was missed meanwhile must be read again.
 */
export function listen(topic: string, listener: Listener): () => void {
  const known = topics.get(topic);
  const entry: Topic = known ?? { channel: null, listeners: new Set(), state: 'joining' };
  entry.listeners.add(listener);
  if (known) {
    if (entry.state === 'joined') listener.onJoin();
  } else {
    topics.set(topic, entry);
    join(topic, entry);
  }
  return () => {
    entry.listeners.delete(listener);
    // The next screen often listens to the same topic: the channel outlives its last listener for a moment.
    if (entry.listeners.size === 0) setTimeout(() => leaveIfAlone(topic, entry), LINGER_MS);
  };
}

function leaveIfAlone(topic: string, entry: Topic): void {
  if (entry.listeners.size > 0 || topics.get(topic) !== entry) return;
  topics.delete(topic);
  leave(topic, entry);
  noteLive();
}

function leave(topic: string, entry: Topic): void {
  const { channel } = entry;
  entry.channel = null;
  if (!channel) return;
  const gone = realtime().then(socket => socket.removeChannel(channel));
  leaving.set(
    topic,
    gone.finally(() => leaving.delete(topic)),
  );
}

/** What keeps it from being joined passes, such as code that cannot be fetched: it is tried until it works. */
function join(topic: string, entry: Topic): void {
  enter(topic, entry).catch(() => {
    joinIn(READ_AGAIN_MS, topic, entry);
    noteLive();
  });
}

function joinIn(ms: number, topic: string, entry: Topic): void {
  setTimeout(() => topics.get(topic) === entry && join(topic, entry), ms);
}

async function enter(topic: string, entry: Topic): Promise<void> {
  const socket = await realtime();
  // The client hands out one channel a topic: one that is leaving must be gone before the topic is joined again.
  await leaving.get(topic);
  // A private topic is joined as somebody: the token must be there before the join, not after.
  await socket.setAuth();
  if (topics.get(topic) !== entry || entry.channel) return;
  const channel = socket.channel(topic, { config: { private: true } });
  entry.channel = channel;
  channel.on('broadcast', { event: '*' }, message => {
    for (const listener of [...entry.listeners]) listener.onEvent(message.event, message.payload);
  });
  channel.subscribe((status, error) => {
    if (entry.channel !== channel) return;
    entry.state = status === 'SUBSCRIBED' ? 'joined' : 'joining';
    if (status === 'SUBSCRIBED') readAgain(entry);
    if (error && /unauthorized|permission/i.test(error.message)) {
      entry.state = 'denied';
      leave(topic, entry);
    }
    // The server ends a channel whose session is over, and the client leaves it at that.
    if (status === 'CLOSED') {
      leave(topic, entry);
      joinIn(REJOIN_MS, topic, entry);
    }
    noteLive();
  });
}

function readAgain(entry: Topic): void {
  for (const listener of [...entry.listeners]) listener.onJoin();
}

sessionStore.subscribe(() => {
  for (const [topic, entry] of topics) {
    if (entry.state !== 'denied') continue;
    entry.state = 'joining';
    join(topic, entry);
  }
});

const isLive = () => [...topics.values()].every(entry => entry.state !== 'joining');
let impatience: ReturnType<typeof setTimeout> | undefined;
let reading: ReturnType<typeof setInterval> | undefined;

function noteLive(): void {
  if (isLive()) {
    clearTimeout(impatience);
    impatience = undefined;
    sayLive(true);
  } else {
    impatience ??= setTimeout(() => {
      impatience = undefined;
      sayLive(isLive());
    }, PATIENCE_MS);
  }
}

function sayLive(live: boolean): void {
  noteConnection({ live });
  if (live) {
    clearInterval(reading);
    reading = undefined;
  } else if (reading === undefined) {
    reading = setInterval(() => {
      if (typeof document !== 'undefined' && document.hidden) return;
      for (const entry of topics.values()) if (entry.state === 'joining') readAgain(entry);
    }, READ_AGAIN_MS);
    // The first read does not wait: the connection has been away for a while already.
    if (connectionStore.get().online) for (const entry of topics.values()) if (entry.state === 'joining') readAgain(entry);
  }
}

import type { RealtimeChannel, RealtimeClient } from '@supabase/realtime-js';
import { useEffect, useRef } from 'react';
import { noteConnection } from './connection.ts';
import { env } from './env.ts';
import { getSession, sessionStore } from './session.ts';

/** How long a lost connection may take to come back before the screen says so. */
const PATIENCE_MS = 4000;
const LINGER_MS = 2000;

export type BroadcastHandlers = Record<string, (payload: unknown) => void>;
type Listener = { onEvent: (event: string, payload: unknown) => void; onJoin: () => void };
type Topic = { channel: RealtimeChannel | null; listeners: Set<Listener>; joined: boolean };

const topics = new Map<string, Topic>();
const leaving = new Map<string, Promise<unknown>>();
let client: Promise<RealtimeClient> | undefined;

/** The socket is opened by the first listener, and its code is loaded then. */
function realtime(): Promise<RealtimeClient> {
  client ??= import('@supabase/realtime-js').then(({ RealtimeClient }) => {
    const made = new RealtimeClient(`${env().supabaseUrl.replace(/^http/, 'ws')}/realtime/v1`, {
      params: { apikey: env().supabaseKey },
      accessToken: async () => getSession()?.accessToken ?? env().supabaseKey,
    });
    sessionStore.subscribe(() => void made.setAuth());
    return made;
  });
  return client;
}

/**
 * Listens to `topic` and returns the way to stop. Listeners of the same topic share one channel.
 * `onJoin` runs at each join and re-join: what was missed meanwhile must be read again.
 */
export function listen(topic: string, listener: Listener, isPrivate: boolean): () => void {
  const known = topics.get(topic);
  const entry: Topic = known ?? { channel: null, listeners: new Set(), joined: false };
  entry.listeners.add(listener);
  if (known) {
    if (entry.joined) listener.onJoin();
  } else {
    topics.set(topic, entry);
    void join(topic, entry, isPrivate);
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
  const { channel } = entry;
  if (!channel) return;
  leaving.set(
    topic,
    realtime()
      .then(socket => socket.removeChannel(channel))
      .finally(() => leaving.delete(topic)),
  );
}

async function join(topic: string, entry: Topic, isPrivate: boolean): Promise<void> {
  const socket = await realtime();
  // The client hands out one channel a topic: one that is leaving must be gone before the topic is joined again.
  await leaving.get(topic);
  // A private topic is joined as somebody: the token must be there before the join, not after.
  await socket.setAuth();
  if (topics.get(topic) !== entry) return;
  const channel = socket.channel(topic, { config: { private: isPrivate } });
  entry.channel = channel;
  channel.on('broadcast', { event: '*' }, message => {
    for (const listener of [...entry.listeners]) listener.onEvent(message.event, message.payload);
  });
  channel.subscribe(status => {
    entry.joined = status === 'SUBSCRIBED';
    if (entry.joined) for (const listener of [...entry.listeners]) listener.onJoin();
    noteLive();
  });
}

let impatience: ReturnType<typeof setTimeout> | undefined;

function noteLive(): void {
  clearTimeout(impatience);
  const live = [...topics.values()].every(topic => topic.joined);
  if (live) noteConnection({ live: true });
  else impatience = setTimeout(() => noteConnection({ live: [...topics.values()].every(topic => topic.joined) }), PATIENCE_MS);
}

/** Follows a topic while the component is there. `null` follows nothing. Handlers may change from render to render. */
export function useBroadcast(
  topic: string | null,
  handlers: BroadcastHandlers,
  { private: isPrivate = false, onJoin }: { private?: boolean; onJoin?: () => void } = {},
): void {
  const latest = useRef({ handlers, onJoin });
  latest.current = { handlers, onJoin };
  useEffect(() => {
    if (topic === null) return;
    return listen(
      topic,
      { onEvent: (event, payload) => latest.current.handlers[event]?.(payload), onJoin: () => latest.current.onJoin?.() },
      isPrivate,
    );
  }, [topic, isPrivate]);
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Tokens } from '../tokens.ts';
import { makeChanges } from './changes.ts';
import { type Channels, makeChannels } from './channels.ts';
import { connectionOf, hearMessages } from './connection.ts';
import { handleBroadcast } from './handle-broadcast.ts';
import type { Change } from './pgoutput.ts';
import type { RealtimePart } from './realtime-part.ts';
import { startReplication } from './replication.ts';
import { openSession, type Session } from './session.ts';
import type { Hub } from './socket.ts';

export type RealtimeOptions = {
  /** Bytes that may wait for a slow client before its socket is dropped. Default: 1 MiB. */
  maxBuffered?: number;
  /** Unix milliseconds, for the expiry of tokens. Default: this machine's clock. */
  now?: () => number;
  /** Gets one line for what went wrong. Default: this process's stderr. */
  onError?: (line: string) => void;
};

const MAX_FRAME = 256 * 1024;
const PRUNE_MS = 3_600_000;
const EXPIRY_CHECK_MS = 500;

/** Starts Realtime over the database's log: broadcast, presence and postgres_changes for the supabase-js client. */
export async function startRealtime(url: string, tokens: Tokens, options: RealtimeOptions = {}): Promise<RealtimePart> {
  const { maxBuffered = 1024 * 1024, now = Date.now, onError = line => console.error(line) } = options;
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on('error', error => pool.ending || onError(`realtime: ${error.message}`));
  const channels = makeChannels();
  const changes = await makeChanges(pool);
  let lastId = 0;
  let isAway = false;
  const hub: Hub = { pool, tokens, channels, changes, nextId: () => ++lastId };

  const onChange = async (change: Change) => (isMessage(change) ? broadcastMessage(channels, change) : changes.publish(change));
  const replication = await startReplication(url, onChange, onError);

  const sessions = new Set<Session>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME });
  const accept = (socket: WebSocket, version: 1 | 2, claims: Awaited<ReturnType<Tokens['claimsOf']>>) => {
    if (claims === null) return socket.close();
    const session = openSession(hub, connectionOf(socket, version, maxBuffered), claims);
    sessions.add(session);
    const underWay = hearMessages(socket, session, onError);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      underWay().finally(() => session.close());
      sessions.delete(session);
    });
  };

  const expiry = setInterval(() => {
    for (const session of sessions) session.dropExpired(now());
  }, EXPIRY_CHECK_MS);
  const prune = () => pool.query("delete from realtime.messages where inserted_at < now() - interval '3 days'").catch(() => {});
  const pruning = setInterval(prune, PRUNE_MS);
  await prune();

  return {
    name: 'realtime',
    handleUpgrade: async (req: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isAway) return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      const query = new URL(req.url ?? '/', 'http://127.0.0.1').searchParams;
      const claims = await tokens.claimsOf(query.get('apikey') ?? String(req.headers.apikey ?? ''));
      if (claims === null) return void socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      const version = query.get('vsn') === '2.0.0' ? 2 : 1;
      sockets.handleUpgrade(req, socket, head, opened => accept(opened, version, claims));
    },
    away: () => {
      isAway = true;
      for (const socket of sockets.clients) socket.terminate();
      return () => {
        isAway = false;
      };
    },
    handleBroadcast: (req, res) => handleBroadcast(hub, req, res),
    stop: async () => {
      clearInterval(expiry);
      clearInterval(pruning);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await replication.stop();
      await pool.end();
    },
  };
}

/** Whether the database itself broadcasts: realtime.send() writes a row. */
function isMessage({ relation: { schema, table } }: Change): boolean {
  return schema === 'realtime' && table === 'messages';
}

function broadcastMessage(channels: Channels, { row }: Change): void {
  const value = (name: string) => row?.get(name) ?? '';
  const content = { json: value('payload') || '{}' };
  channels.broadcast(value('topic'), value('private') === 't', value('event'), content, { id: value('id') });
}

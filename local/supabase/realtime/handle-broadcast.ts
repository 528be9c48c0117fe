import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerOf, CORS, readBody, sendJson } from '../http.ts';
import type { Claims } from '../tokens.ts';
import { authorize } from './authorize.ts';
import type { Content } from './message.ts';
import type { Hub } from './socket.ts';

const LIMIT = 1024 * 1024;
const ONE = /\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/;

type Outgoing = { topic: string; event: string; isPrivate: boolean; content: Content };

/**
 * Broadcast over HTTP: `POST /realtime/v1/api/broadcast` with `{messages: […]}`, or `…/<topic>/events/<event>?private=true` with the
 * payload itself. 202 when it was sent, 401 without a key, 403 when no policy lets the caller write, 422 when it cannot be read.
 */
export async function handleBroadcast(hub: Hub, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const claims = await callerOf(hub, req);
  if (claims === null) return sendJson(res, 401, { message: 'Unauthorized' });
  const body = await readBody(req, LIMIT);
  if (body === null) return sendJson(res, 413, { message: 'Payload Too Large' });
  const messages = parseMessages(req, body);
  if (messages === null) return sendJson(res, 422, { message: 'Cannot read the messages' });
  for (const { topic, isPrivate } of messages) {
    if (isPrivate && !(await authorize(hub.pool, claims, topic)).write.has('broadcast')) {
      return sendJson(res, 403, { message: `You do not have permissions to write to this Channel topic: ${topic}` });
    }
  }
  for (const { topic, event, isPrivate, content } of messages) {
    hub.channels.broadcast(topic, isPrivate, event, content, { id: randomUUID() });
  }
  res.writeHead(202, CORS).end();
}

/** The signed-in user if there is a session, else what the API key stands for. */
async function callerOf(hub: Hub, req: IncomingMessage): Promise<Claims | null> {
  const bearer = bearerOf(req);
  const apiKey = String(req.headers.apikey ?? '');
  const key = await hub.tokens.claimsOf(apiKey || bearer);
  if (key === null || bearer === '' || bearer === apiKey) return key;
  return hub.tokens.claimsOf(bearer);
}

function parseMessages(req: IncomingMessage, body: Buffer): Outgoing[] | null {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1');
  const [, topic, event] = ONE.exec(url.pathname) ?? [];
  const text = body.toString('utf8');
  if (topic !== undefined && event !== undefined) {
    const isBytes = req.headers['content-type'] === 'application/octet-stream';
    if (!isBytes && !isJson(text)) return null;
    const content = isBytes ? { bytes: body } : { json: text };
    const isPrivate = url.searchParams.get('private') === 'true';
    return [{ topic: decodeURIComponent(topic), event: decodeURIComponent(event), isPrivate, content }];
  }
  if (!isJson(text)) return null;
  const { messages } = JSON.parse(text) as {
    messages?: { topic?: unknown; event?: unknown; payload?: unknown; private?: unknown }[];
  };
  if (!Array.isArray(messages)) return null;
  const read = messages.map(({ topic, event, payload, private: isPrivate }) => ({
    topic: String(topic ?? '').replace(/^realtime:/, ''),
    event: String(event ?? ''),
    isPrivate: isPrivate === true,
    content: { json: JSON.stringify(payload ?? {}) },
  }));
  return read.every(message => message.topic !== '' && message.event !== '') ? read : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

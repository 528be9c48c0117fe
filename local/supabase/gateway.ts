import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { bind, close } from '../bind.ts';
import type { LocalConfig } from '../config.ts';
import type { Part } from '../part.ts';
import type { FunctionsPart } from './functions/start-functions.ts';
import { sendJson, sendPreflight } from './http.ts';
import { type LocalKeys, publicJwks } from './keys.ts';
import type { RealtimePart } from './realtime/realtime-part.ts';
import type { RestPart } from './rest.ts';
import { restHandler } from './rest-handler.ts';
import type { Tokens } from './tokens.ts';

/** What the gateway passes requests to. A part that is left out answers 404. */
export type GatewayParts = { rest?: RestPart; functions?: FunctionsPart; realtime?: RealtimePart };

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

/**
 * The one address of the project, as `https://<ref>.supabase.co` is on the host:
 * /rest/v1, /auth/v1, /realtime/v1 (sockets and HTTP broadcast), /functions/v1.
 */
export async function startGateway(config: LocalConfig, keys: LocalKeys, tokens: Tokens, parts: GatewayParts): Promise<Part> {
  const { rest, functions, realtime } = parts;
  const jwks = publicJwks(keys);
  const api = rest && restHandler(rest, tokens);
  const route = (path: string): Handler | undefined => {
    // The functions answer preflights themselves, as on the host.
    if (path.startsWith('/functions/v1/'))
      return functions && ((req, res) => functions.handle(req, res, path.slice('/functions/v1'.length)));
    if (path.startsWith('/auth/v1/.well-known/jwks.json')) return (_, res) => sendJson(res, 200, jwks);
    if (path.startsWith('/rest/v1') || path.startsWith('/auth/v1')) return api;
    if (path.startsWith('/realtime/v1/api/broadcast')) return realtime && ((req, res) => realtime.handleBroadcast(req, res));
    return undefined;
  };

  const server = createServer(async (req, res) => {
    const path = req.url ?? '/';
    if (req.method === 'OPTIONS' && !path.startsWith('/functions/v1/')) return sendPreflight(req, res);
    const handler = route(path);
    if (!handler) return sendJson(res, 404, { message: 'no Route matched with those values' });
    try {
      await handler(req, res);
    } catch (error) {
      console.error(`gateway: ${req.method} ${path.split('?')[0]}:`, error);
      if (res.headersSent) res.destroy();
      else sendJson(res, 500, { message: 'An unexpected error occurred' });
    }
  });
  // Upgraded connections are the server's no more: it neither ends nor forgets them.
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    if (realtime && req.url?.startsWith('/realtime/v1/websocket')) realtime.handleUpgrade(req, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
  server.keepAliveTimeout = 60_000;
  await bind(server, config.ports.gateway, config.host, 'the Supabase gateway');
  return {
    name: 'gateway',
    stop: async () => {
      for (const socket of upgraded) socket.destroy();
      await close(server);
    },
  };
}

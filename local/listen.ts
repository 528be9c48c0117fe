import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { bind, close } from './bind.ts';

/** Answers one request; a thrown error becomes a 500 with its message, since the local parts have no secrets to keep. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** What `listen` needs to know: `part` is only used in the message when the port is taken. */
export type ListenOptions = { part: string; host: string; port: number; keepAliveMs?: number };

/**
 * Serves a fetch-style handler on one port.
 * Rejects with a message that names port and part when the port is taken. The returned function stops accepting,
 * cuts open connections and resolves when the port is free again.
 */
export async function listen(
  { part, host, port, keepAliveMs = 5_000 }: ListenOptions,
  handler: Handler,
): Promise<() => Promise<void>> {
  const answer = async (request: Request) => {
    try {
      return await handler(request);
    } catch (error) {
      return Response.json({ code: 'InternalError', message: String(error) }, { status: 500 });
    }
  };
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  server.keepAliveTimeout = keepAliveMs;
  await bind(server, port, host, part);
  return () => close(server);
}

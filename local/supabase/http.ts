import type { IncomingMessage, ServerResponse } from 'node:http';

/** Lets any page call the gateway, as the host does. */
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS',
  'access-control-expose-headers': 'Content-Range,Content-Location,Content-Profile,Range-Unit,Preference-Applied,X-Total-Count',
} as const;

/** The whole body, or null when it is larger than `limit` bytes (the rest is read and dropped). */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) return null;
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** Answers with JSON and the gateway's CORS headers. */
export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { ...CORS, 'content-type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify(body));
}

/** Answers a preflight: whatever headers the page asks for are allowed. */
export function sendPreflight(req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(200, {
    ...CORS,
    'access-control-allow-headers': req.headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '3600',
  });
  res.end();
}

/** The token of `Authorization: Bearer …`, or ''. */
export function bearerOf(req: IncomingMessage): string {
  return /^bearer\s+(.+)$/i.exec(req.headers.authorization ?? '')?.[1]?.trim() ?? '';
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

/**
 * Run as a process of its own: `node plain.ts <port> <secret>`. The reference: HTTP, the signature over the raw bytes and JSON,
 * and nothing behind it.
 */
const [port, secret = ''] = process.argv.slice(2);
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const given = Buffer.from(String(request.headers['x-neynar-signature'] ?? ''), 'hex');
  const wanted = createHmac('sha512', secret).update(body).digest();
  const signed = given.length === wanted.length && timingSafeEqual(given, wanted);
  if (signed) JSON.parse(body.toString());
  response.writeHead(signed ? 200 : 401, { 'content-type': 'application/json' }).end('{"result":"counted"}');
});
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));

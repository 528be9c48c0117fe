import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { type QuoteRequest, zoraQuotes } from './zora.ts';

const CHUNK = Buffer.alloc(64 * 1024, ' ');
const ENOUGH = 16 * 1024 * 1024;

it('stops reading an answer that is too long, in place of keeping all of it', async () => {
  let sent = 0;
  const pour = (response: ServerResponse) => {
    if (sent >= ENOUGH) return void response.end();
    sent += CHUNK.length;
    response.write(CHUNK, error => error ?? pour(response));
  };
  const server = createServer((_, response) => pour(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(zoraQuotes({ url, apiKey: 'k' })({} as QuoteRequest)).rejects.toMatchObject({ code: 'zora/away', status: 503 });
  expect(sent).toBeLessThan(ENOUGH);
  server.closeAllConnections();
  server.close();
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CastSource } from '../../../../shared/hearing/ports.ts';
import { hubCasts } from './hub-casts.ts';
import { neynarCasts } from './neynar-casts.ts';

let server: Server;
let answer: { status: number; body: string; headers?: Record<string, string> } | null = null;
let url: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    if (answer) response.writeHead(answer.status, answer.headers ?? {}).end(answer.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
});

/** What answers at all gets its time, however busy this machine is. */
const sourcesThatWait = (timeoutMs = 60_000): CastSource[] => [
  neynarCasts({ url, apiKey: 'k', spend: async () => {}, timeoutMs }),
  hubCasts({ url, timeoutMs }),
];
const cast = { hash: `0x${'ab'.repeat(20)}`, authorFid: 1 };
const requests = (source: CastSource) => [
  () => source.counts([cast]),
  () => source.reactions(cast, 'like', null),
  () => source.reactions(cast, 'reply', null),
  () => source.people([1]),
];

describe('a source that fails', () => {
  it.each([
    ['is overloaded', { status: 429, body: '{}', headers: { 'retry-after': '7' } }, 7_000],
    ['is broken', { status: 500, body: 'x' }, undefined],
    ['is away', { status: 503, body: '' }, undefined],
    ['refuses the key', { status: 401, body: '{}' }, undefined],
    ['speaks no JSON', { status: 200, body: '<html>' }, undefined],
    ['says something else', { status: 200, body: '{"messages":7,"result":[],"users":{}}' }, undefined],
    [
      'lists what cannot be',
      { status: 200, body: '{"messages":[{"hash":"1"}],"reactions":[{}],"users":[{"fid":-1}]}' },
      undefined,
    ],
    ['says nothing in time', null, undefined],
  ])('%s: it is tried again later', async (_, said, retryAfterMs) => {
    answer = said;
    for (const source of sourcesThatWait(said === null ? 100 : undefined))
      for (const request of requests(source)) {
        const error = await request().then(
          () => null,
          reason => reason,
        );
        expect(error).toMatchObject({ code: 'hearing/away', status: 503, retryable: true });
        expect(error.facts.retryAfterMs).toBe(retryAfterMs);
      }
  });

  it('that knows nothing of a cast counts nothing', async () => {
    answer = { status: 404, body: '{}' };
    for (const source of sourcesThatWait()) {
      expect([...(await source.counts([cast]))]).toEqual([]);
      expect(await source.reactions(cast, 'like', null)).toEqual({ reactions: [], next: null });
      expect(await source.people([1])).toEqual([]);
    }
  });
});

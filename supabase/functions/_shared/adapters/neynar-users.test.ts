import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neynarUsers } from './neynar-users.ts';

let server: Server;
let url = '';
let answer: { status: number; body: string } | null = null;
const asked: string[] = [];
const says = (value: unknown, status = 200) => {
  answer = { status, body: typeof value === 'string' ? value : JSON.stringify(value) };
};
/** What answers at all gets its time, however busy this machine is. */
const find = (fid: number, timeoutMs = 60_000) => neynarUsers({ url, apiKey: 'the-key', timeoutMs })(fid);

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers['x-api-key']}`);
    if (answer) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
});

describe('neynarUsers', () => {
  it('asks with the key and cleans the answer', async () => {
    says({
      users: [
        {
          fid: 7,
          username: 'nia',
          display_name: 'Nia\u0000',
          pfp_url: 'javascript:1',
          verified_addresses: { primary: { eth_address: `0x${'AB'.repeat(20)}` } },
        },
      ],
    });
    expect(await find(7)).toEqual({
      fid: 7,
      username: 'nia',
      displayName: 'Nia',
      avatarUrl: null,
      bio: null,
      walletAddress: `0x${'ab'.repeat(20)}`,
    });
    expect(asked.at(-1)).toBe('/v2/farcaster/user/bulk?fids=7 the-key');
  });

  it('knows nobody when Neynar does not, or speaks of someone else', async () => {
    says({ users: [] });
    expect(await find(7)).toBeNull();
    says({ users: [{ fid: 8, username: 'other' }] });
    expect(await find(7)).toBeNull();
    says({ message: 'not found' }, 404);
    expect(await find(7)).toBeNull();
  });

  it.each([
    ['an error', 'x', 500],
    ['a limit', '{}', 429],
    ['a refused key', '{}', 401],
    ['no JSON', '<html>', 200],
    ['another shape', '{"users":[{"fid":"7"}]}', 200],
  ])('is away with %s', async (_, body, status) => {
    says(body, status);
    await expect(find(7)).rejects.toMatchObject({ status: 503, code: 'identity/profile-away', retryable: true });
  });

  it('is away when it does not answer in time, or at all', async () => {
    answer = null;
    await expect(find(7, 100)).rejects.toMatchObject({ status: 503 });
    await expect(neynarUsers({ url: 'http://127.0.0.1:9', apiKey: 'k' })(7)).rejects.toMatchObject({ status: 503 });
  });
});

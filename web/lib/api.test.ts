import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { callApi } from './api.ts';
import { getSession, sessionStore } from './session.ts';

type Answer = { status: number; body: string };
let server: Server;
let answer: Answer;
let heard: { url: string; authorization: string | undefined; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', part => {
      body += part;
    });
    request.on('end', () => {
      heard = { url: request.url ?? '', authorization: request.headers.authorization, body };
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('VITE_SUPABASE_URL', url);
  vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', 'key');
  for (const name of ['QUICK_AUTH_ORIGIN', 'BASE_RPC_URL', 'APP_URL', 'IPFS_GATEWAY_URLS']) vi.stubEnv(`VITE_${name}`, url);
  vi.stubEnv('VITE_ETH_USD_FEED_ADDRESS', `0x${'1'.repeat(40)}`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});
beforeEach(() => {
  sessionStore.set({
    accessToken: 'mine',
    refreshToken: null,
    signedBy: null,
    expiresAt: Date.now() + 3_600_000,
    user: { id: 'u', fid: 1, displayName: 'A', username: null, avatarUrl: null, walletAddress: null },
  });
});

const schema = z.object({ status: z.string() });

describe('callApi', () => {
  it('speaks as the person who is signed in', async () => {
    answer = { status: 200, body: '{"status":"approved"}' };
    expect(await callApi('api/launches/1/approve', { method: 'POST', body: { a: 1 }, schema })).toEqual({ status: 'approved' });
    expect(heard).toEqual({ url: '/functions/v1/api/launches/1/approve', authorization: 'Bearer mine', body: '{"a":1}' });
  });

  it('passes on what the server said about a refusal', async () => {
    answer = {
      status: 400,
      body: '{"error":{"code":"launches/ticker-taken","message":"NIGHTBUS is taken. Try NIGHTBUS2.","retryable":false}}',
    };
    await expect(callApi('x', { schema })).rejects.toMatchObject({
      code: 'launches/ticker-taken',
      message: 'NIGHTBUS is taken. Try NIGHTBUS2.',
      status: 400,
      retryable: false,
    });
  });

  it('forgets a session that the server no longer takes', async () => {
    answer = { status: 401, body: '{"error":{"code":"session/required","message":"Sign in.","retryable":false}}' };
    await expect(callApi('x', { schema })).rejects.toMatchObject({ status: 401 });
    expect(getSession()).toBeNull();
  });

  it.each([
    [502, '<html>', true],
    [418, '', false],
  ])('makes words of an answer that is none of ours: %i', async (status, body, retryable) => {
    answer = { status, body };
    await expect(callApi('x', { schema })).rejects.toMatchObject({ code: 'network/refused', retryable });
  });

  it('does not believe a good answer of another form', async () => {
    answer = { status: 200, body: '{"status":7}' };
    await expect(callApi('x', { schema })).rejects.toMatchObject({ code: 'network/malformed' });
  });

  it('says so when nobody answers', async () => {
    vi.stubEnv('VITE_SUPABASE_URL', 'http://127.0.0.1:1');
    vi.resetModules();
    const fresh = await import('./api.ts');
    await expect(fresh.callApi('session', { auth: 'none', schema })).rejects.toMatchObject({
      code: 'network/unreachable',
      status: 0,
      retryable: true,
    });
  });
});

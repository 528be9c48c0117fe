import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendNotificationResponseSchema } from '@farcaster/miniapp-core';
import { createVerifyAppKeyWithHub, parseWebhookEvent } from '@farcaster/miniapp-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_FID } from './client-key.ts';
import { createHostDoor } from './host-door.ts';
import { openHostMemory } from './host-memory.ts';

const OWN = 'https://client.example';
let dataDir = '';
let app: Server;
let appUrl = '';
let webhooks: unknown[] = [];
let memory: ReturnType<typeof openHostMemory>;
let door: ReturnType<typeof createHostDoor>;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'client-host-'));
  webhooks = [];
  app = createServer(async (request, response) => {
    if (request.url?.startsWith('/.well-known'))
      return response.end(JSON.stringify({ miniapp: { webhookUrl: `${appUrl}/hook` } }));
    let text = '';
    for await (const chunk of request) text += chunk;
    webhooks.push(JSON.parse(text));
    response.end('{}');
  });
  await new Promise<void>(done => app.listen(0, '127.0.0.1', done));
  const address = app.address();
  appUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  memory = openHostMemory(dataDir);
  door = createHostDoor({ memory, ownUrl: OWN, appUrl });
});
afterEach(async () => {
  memory.close();
  await new Promise(done => app.close(done));
  rmSync(dataDir, { recursive: true });
});

const ask = async (path: string, body?: object) => {
  const response = await door(new Request(`${OWN}${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {}));
  return { status: response?.status, body: (await response?.json()) as Record<string, never> };
};
const change = (what: string) => ask('/_host/change', { fid: 3621, what });
const notification = (tokens: string[], notificationId = 'crossed:1') => ({
  notificationId,
  title: 'Your take crossed the line',
  body: 'Night bus home can become a coin.',
  targetUrl: 'https://app.example/stage',
  tokens,
});
/** As an app on the published library reads the webhook: the signature, and whose key a hub says that it is. */
async function read(webhook: unknown) {
  vi.stubGlobal('fetch', async (url: URL) => Response.json((await ask(`${url.pathname}${url.search}`)).body));
  const event = await parseWebhookEvent(webhook, createVerifyAppKeyWithHub(OWN));
  vi.unstubAllGlobals();
  return event;
}

describe("the client's server", () => {
  it('tells the app what a person did, signed as the published library wants it', async () => {
    for (const what of ['add', 'disable', 'enable', 'remove']) await change(what);
    const said: Awaited<ReturnType<typeof read>>[] = [];
    for (const webhook of webhooks) said.push(await read(webhook));
    expect(said.every(each => each.appFid === CLIENT_FID)).toBe(true);
    expect(said.map(({ fid, event }) => [fid, event.event])).toEqual([
      [3621, 'miniapp_added'],
      [3621, 'notifications_disabled'],
      [3621, 'notifications_enabled'],
      [3621, 'miniapp_removed'],
    ]);
    expect(said[0]?.event).toMatchObject({ notificationDetails: { url: `${OWN}/v1/frame-notifications` } });
  });

  it('shows a notification once, refuses tokens that ended, and asks for patience', async () => {
    const { notificationDetails } = (await change('add')).body as unknown as { notificationDetails: { token: string } };
    const { token } = notificationDetails;
    const send = async (...args: Parameters<typeof notification>) =>
      sendNotificationResponseSchema.parse((await ask('/v1/frame-notifications', notification(...args))).body).result;
    expect(await send([token, 'unknown'])).toEqual({
      successfulTokens: [token],
      invalidTokens: ['unknown'],
      rateLimitedTokens: [],
    });
    expect(await send([token])).toMatchObject({ successfulTokens: [token] });
    expect(await send([token], 'another')).toMatchObject({ rateLimitedTokens: [token] });
    expect((await ask('/_host/person?fid=3621')).body).toMatchObject({
      added: true,
      notifications: true,
      shown: [{ notificationId: 'crossed:1' }],
    });
    await change('disable');
    expect(await send([token], 'third')).toMatchObject({ invalidTokens: [token] });
  });

  it('refuses what clients refuse', async () => {
    for (const wrong of [
      { title: 'x'.repeat(33) },
      { body: 'x'.repeat(129) },
      { targetUrl: 'http://app.example' },
      { tokens: Array(101).fill('t') },
    ]) {
      expect((await ask('/v1/frame-notifications', { ...notification(['t']), ...wrong })).status).toBe(400);
    }
  });

  it('remembers over a restart', async () => {
    await change('add');
    memory.close();
    memory = openHostMemory(dataDir);
    expect([memory.isAdded(3621), memory.mayNotify(3621)]).toEqual([true, true]);
  });
});

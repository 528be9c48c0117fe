import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { createPublicClient, http } from 'viem';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openContext, openPage } from '../../../e2e/open-client.ts';
import { startAnvil } from '../../chain/anvil.ts';
import { localConfig, urlOf } from '../../config.ts';
import type { Part } from '../../part.ts';
import { startQuickAuth } from '../quick-auth/start.ts';
import { type FarcasterPart, startFarcaster } from '../start.ts';
import { startReceiver } from '../test-receiver.ts';
import { testUsers } from '../users.ts';
import { startClient } from './start.ts';

const OTHER = '0x000000000000000000000000000000000000dEaD';
const users = Object.values(testUsers);

let dataDir = '';
let config: ReturnType<typeof localConfig>;
let farcaster: FarcasterPart;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let browser: Browser;
let server: PreviewServer;
const parts: Pick<Part, 'stop'>[] = [];

/** Builds the test mini-app and serves it where the web part would be. */
async function serveTestApp() {
  const root = join(import.meta.dirname, 'test-app');
  const outDir = join(dataDir, 'test-app');
  await build({ configFile: false, root, logLevel: 'error', build: { outDir, target: 'es2022', minify: false } });
  return preview({
    configFile: false,
    root,
    build: { outDir },
    logLevel: 'error',
    preview: { host: config.host, port: config.ports.web, strictPort: true },
  });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'client-test-'));
  config = localConfig({ firstPort: 28300, dataDir });
  server = await serveTestApp();
  receiver = await startReceiver(28331, 'secret');
  farcaster = await startFarcaster(config, { webhookUrl: receiver.url, webhookSecret: 'secret', apiKey: 'key', users });
  const anvil = await startAnvil(config);
  // A bare node is enough here: it takes the chain's place.
  config.ports.chain = Number(new URL(anvil.url).port);
  parts.push(farcaster, receiver, anvil, await startQuickAuth(config, { findUser: farcaster.findUser }));
  parts.push(await startClient(config, { appUrl: urlOf(config, 'web') }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  for (const part of parts.reverse()) await part.stop();
  await rm(dataDir, { recursive: true });
});

/** Opens the client window as a person and hands it to the story; whatever a page throws fails it. */
async function open(user: string, story: (page: Page, app: FrameLocator) => Promise<void>, query: Record<string, string> = {}) {
  const context = await openContext(browser, { viewport: { width: 1280, height: 800 } });
  const { page, errors } = await openPage(context, user);
  try {
    const params = new URLSearchParams({ user, path: `/?auth=${urlOf(config, 'quickAuth')}`, ...query });
    await page.goto(`${urlOf(config, 'client')}/?${params}`);
    await page.locator('#splash').waitFor({ state: 'detached' });
    await story(page, page.frameLocator('iframe[title="GigaVibe"]'));
    expect(errors).toEqual([]);
  } finally {
    await context.close();
  }
}

const press = (app: FrameLocator, name: string) => app.getByRole('button', { name, exact: true }).click();
const logged = (app: FrameLocator, text: string | RegExp) => app.locator('#log', { hasText: text }).waitFor();
const answer = (page: Page, sheet: string, button: string) =>
  page.getByRole('dialog', { name: sheet }).getByRole('button', { name: button }).click();
const calls = (page: Page) => page.evaluate(() => window.__hostCalls.map(({ name }) => name));

test('the app gets its context, a path, and what the client can do', async () => {
  await open(
    'fan',
    async (page, app) => {
      const context = async () => JSON.parse((await app.locator('#context').textContent()) || 'null');
      await expect.poll(context).toMatchObject({
        user: { fid: testUsers.fan.fid, username: 'jonas', displayName: 'Jonas Ekström' },
        client: { added: false, safeAreaInsets: { top: 47, bottom: 34 } },
        features: { haptics: true },
        path: '/p/42',
      });
      await press(app, 'capabilities');
      await logged(app, '"back"');
      await press(app, 'haptic');
      await expect.poll(() => calls(page)).toEqual(['ready', 'impactOccurred']);
      expect(await page.locator('iframe').boundingBox()).toMatchObject({ width: 424, height: 695 });
    },
    { path: '/p/42', insets: '47,34' },
  );
});

test('signing in says so, can be declined, and gives a token', async () => {
  await open('creator', async (page, app) => {
    await press(app, 'sign in');
    const sheet = page.getByRole('dialog', { name: 'Wallet' });
    await sheet.getByText('Sign in to GigaVibe').waitFor();
    await sheet.getByText('fid 3621').waitFor();
    await sheet.getByRole('button', { name: 'Approve' }).click();
    await logged(app, '"token":"ey');
  });
});

test('money moves only after Approve, and is named before', async () => {
  await open('fan', async (page, app) => {
    const node = createPublicClient({ transport: http(urlOf(config, 'chain')) });
    await press(app, 'send');
    await page.getByText(`Send 1.5 ETH to ${OTHER}`).waitFor();
    await answer(page, 'Wallet', 'Reject');
    await logged(app, '"code":4001');
    expect(await node.getBalance({ address: OTHER })).toBe(0n);
    await press(app, 'send');
    await answer(page, 'Wallet', 'Approve');
    await logged(app, /send: "0x/);
    expect(await node.getBalance({ address: OTHER })).toBe(1_500_000_000_000_000_000n);
  });
});

test('consent and messages are shown field by field; Escape declines', async () => {
  await open('creator', async (page, app) => {
    await press(app, 'consent');
    const sheet = page.getByRole('dialog', { name: 'Wallet' });
    await sheet.getByText('Launch coin Night bus home ($NIGHTBUS)').waitFor();
    await page.keyboard.press('Escape');
    await logged(app, '"code":4001');
    await press(app, 'message');
    await sheet.getByText('hello', { exact: true }).first().waitFor();
    await answer(page, 'Wallet', 'Approve');
    await logged(app, /message: "0x/);
  });
});

test("other chains and the node's own methods are refused", async () => {
  await open('fan', async (_page, app) => {
    await press(app, 'switch to mainnet');
    await logged(app, '"code":4902');
    await press(app, 'mint money');
    await logged(app, '"code":4200');
  });
});

test('a cast is published, seen, liked, recast and answered', async () => {
  await open('creator', async (page, app) => {
    await press(app, 'compose');
    await page.getByRole('dialog', { name: 'Cast' }).getByLabel('Text').fill('Night bus home');
    await answer(page, 'Cast', 'Cancel');
    await logged(app, 'compose: {"cast":null}');
    await press(app, 'compose');
    await page.getByRole('dialog', { name: 'Cast' }).getByLabel('Text').fill('Night bus home');
    await answer(page, 'Cast', 'Cast');
    await logged(app, '"hash":"0x');
  });
  const created = () => receiver.received.filter(({ type }) => type === 'cast.created');
  await expect.poll(() => created().length).toBe(1);
  const [cast] = created();
  expect(cast?.data).toMatchObject({
    text: 'Night bus home',
    author: { fid: 3621 },
    embeds: [{ url: `${urlOf(config, 'web')}/p/1` }],
  });
  const hash = String(cast?.data.hash);
  await open(
    'fan',
    async (page, app) => {
      await press(app, 'view cast');
      const sheet = page.getByRole('dialog', { name: 'View cast' });
      await sheet.getByText('Night bus home').waitFor();
      for (const name of ['Like', 'Recast']) {
        await sheet.getByRole('button', { name }).click();
        await sheet.getByRole('button', { name: `${name} 1`, pressed: true }).waitFor();
      }
      await sheet.getByRole('button', { name: 'Recast' }).click();
      await sheet.getByRole('button', { name: 'Recast 0' }).waitFor();
      await sheet.getByRole('button', { name: 'Reply' }).click();
      await page.getByRole('dialog', { name: 'Cast', exact: true }).getByLabel('Text').fill('Again, please');
      await page.getByRole('dialog', { name: 'Cast', exact: true }).getByRole('button', { name: 'Cast' }).click();
      await sheet.getByText('Again, please').waitFor();
      await sheet.getByRole('button', { name: 'Close' }).click();
      await press(app, 'view profile');
      await page.getByRole('dialog', { name: 'Profile' }).getByText('2410 followers').waitFor();
    },
    { path: `/?cast=${hash}` },
  );
  await farcaster.world.flush();
  expect(receiver.received.map(({ type }) => type).sort()).toEqual([
    'cast.created',
    'cast.created',
    'reaction.created',
    'reaction.created',
    'reaction.deleted',
  ]);
});

test('back, add, close and reopen', async () => {
  await open('newcomer', async (page, app) => {
    const back = page.getByRole('button', { name: 'Back' });
    expect(await back.isDisabled()).toBe(true);
    await press(app, 'show back');
    await expect.poll(() => back.isEnabled()).toBe(true);
    await back.click();
    await logged(app, 'back: true');
    await press(app, 'add');
    await answer(page, 'Add app', 'Not now');
    await logged(app, 'AddMiniApp.RejectedByUser');
    await press(app, 'add');
    await answer(page, 'Add app', 'Add');
    await logged(app, 'added: true');
    await press(app, 'close');
    await page.getByRole('button', { name: 'Open GigaVibe' }).click();
    await app.getByRole('heading', { name: 'Test mini-app' }).waitFor();
    await app.locator('#context', { hasText: '"added":true' }).waitFor();
  });
});

test('another person is one choice away, and the keyboard reaches everything', async () => {
  await open('newcomer', async (page, app) => {
    await page.getByLabel('Signed in to Farcaster as').selectOption('creator');
    await app.locator('#context', { hasText: '"fid":3621' }).waitFor();
    await app.getByRole('button', { name: 'message', exact: true }).press('Enter');
    await page.getByRole('dialog', { name: 'Wallet' }).waitFor();
    await page.getByRole('button', { name: 'Approve' }).focus();
    await page.keyboard.press('Enter');
    await logged(app, /message: "0x/);
  });
});

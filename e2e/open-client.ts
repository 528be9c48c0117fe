import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type FrameLocator,
  type Page,
} from 'playwright-core';
import { onTestFailed } from 'vitest';
import { type LocalConfig, urlOf } from '../local/config.ts';
import { findBrowser } from './find-browser.ts';
import { PATIENCE_MS } from './patience.ts';

// Without these, Chromium talks to servers of its own at every start.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium's own camera and microphone: a moving picture, and a beep a second. Nobody is asked. */
export const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: [...QUIET, ...more] });
}

/** A person's browser: whatever is waited for in it, in any page, is waited for with a story's patience. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ colorScheme: 'dark', locale: 'en-US', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** A page of it. `errors` collects what it throws: a story must leave it empty. A story that fails leaves a picture in `.local/failures`, under this name. */
export async function openPage(context: BrowserContext, name: string): Promise<{ page: Page; errors: string[] }> {
  const page = await context.newPage();
  const errors: string[] = [];
  onTestFailed(async () => {
    if (!page.isClosed()) await page.screenshot({ path: `.local/failures/${Date.now()}-${name}.png` });
  });
  page.on('pageerror', error => errors.push(error.message));
  return { page, errors };
}

export type Client = { page: Page; app: FrameLocator; context: BrowserContext; errors: string[] };

/** Opens the Farcaster client window as one of the test users. */
export async function openClient(
  browser: Browser,
  config: LocalConfig,
  options: { user: 'creator' | 'fan' | 'newcomer'; path?: string; camera?: boolean },
): Promise<Client> {
  const context = await openContext(browser, { viewport: { width: 1280, height: 900 } });
  const { page, errors } = await openPage(context, options.user);
  const query = { user: options.user, path: options.path ?? '/', ...(options.camera && { camera: '1' }) };
  await page.goto(`${urlOf(config, 'client')}/?${new URLSearchParams(query)}`);
  return { page, app: page.frameLocator('iframe[title="GigaVibe"]'), context, errors };
}

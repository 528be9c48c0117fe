import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page } from 'playwright-core';
import { onTestFailed } from 'vitest';
import { type LocalConfig, urlOf } from '../local/config.ts';
import { findBrowser } from './find-browser.ts';

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

export type Client = { page: Page; app: FrameLocator; context: BrowserContext; errors: string[] };

/** Opens the Farcaster client window as one of the test users. `errors` collects what the pages threw: a story must leave it empty. A story that fails leaves a picture in `.local/failures`. */
export async function openClient(
  browser: Browser,
  config: LocalConfig,
  options: { user: 'creator' | 'fan' | 'newcomer'; path?: string; colorScheme?: 'dark' | 'light'; camera?: boolean },
): Promise<Client> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: options.colorScheme ?? 'dark',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  onTestFailed(async () => {
    if (!page.isClosed()) await page.screenshot({ path: `.local/failures/${Date.now()}-${options.user}.png` });
  });
  page.on('pageerror', error => errors.push(error.message));
  const query = { user: options.user, path: options.path ?? '/', ...(options.camera && { camera: '1' }) };
  await page.goto(`${urlOf(config, 'client')}/?${new URLSearchParams(query)}`);
  return { page, app: page.frameLocator('iframe[title="GigaVibe"]'), context, errors };
}

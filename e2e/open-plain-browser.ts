import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Hex } from 'viem';
import { type LocalConfig, urlOf } from '../local/config.ts';
import { type InjectedWallet, injectWallet } from './injected-wallet.ts';
import { openContext, openPage } from './open-client.ts';

export type PlainBrowser = {
  context: BrowserContext;
  page: Page;
  /** The wallet named "Test wallet". */
  wallet: InjectedWallet;
  errors: string[];
  goto: (path: string) => Promise<unknown>;
};

/** A browser of somebody who never opened Farcaster, with a wallet in it. */
export async function openPlainBrowser(browser: Browser, config: LocalConfig, privateKey: Hex): Promise<PlainBrowser> {
  const context = await openContext(browser, { viewport: { width: 1280, height: 900 } });
  const wallet = await injectWallet(context, { privateKey, rpcUrl: urlOf(config, 'chain') });
  const { page, errors } = await openPage(context, 'plain-web');
  return { context, page, wallet, errors, goto: path => page.goto(`${urlOf(config, 'web')}${path}`) };
}

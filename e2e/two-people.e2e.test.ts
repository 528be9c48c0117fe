import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { urlOf } from '../local/config.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { injectWallet } from './injected-wallet.ts';
import { makeCoin } from './make-coin.ts';
import { openPlainBrowser } from './open-plain-browser.ts';
import { browser, world } from './story.ts';

async function signInWith(page: Page, wallet: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with a wallet' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Sign in' });
  await sheet.getByText(wallet, { exact: true }).click();
  await sheet.waitFor({ state: 'hidden' });
}

async function buy(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Buy \$/ }).click();
  await page.getByText('Bought', { exact: true }).first().waitFor();
}

/** Who traded a coin, as the index says. */
const buyers = (coin: string) =>
  withDatabase(world.supabase.url, async db => {
    const { rows } = await db.query('select distinct trader from public.coin_trades where coin_address = $1 order by trader', [
      coin,
    ]);
    return rows.map(({ trader }) => trader);
  });

it('two people, one after the other in one tab, each pay from a wallet of their own', async () => {
  const { id, coin } = await makeCoin(browser, world, 'Kitchen light');
  const {
    page,
    context,
    wallet: first,
    errors,
    goto,
  } = await openPlainBrowser(browser, world.config, testUsers.newcomer.privateKey);
  const rpcUrl = urlOf(world.config, 'chain');
  const second = await injectWallet(context, { privateKey: testUsers.fan.privateKey, rpcUrl, name: 'Other wallet' });
  const go = (name: string) => page.getByRole('link', { name, exact: true }).click();

  await goto('/account');
  await signInWith(page, 'Test wallet');
  await goto(`/p/${id}`);
  await buy(page);
  expect(first.sent).toHaveLength(1);

  // Nothing is loaded anew from here on.
  await page.evaluate(() => Object.assign(window, { sameTab: true }));
  await go('You');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in with a wallet' }).waitFor();
  await signInWith(page, 'Other wallet');
  await page.getByText('Signed in by wallet').waitFor();

  // The second holds nothing of what the first bought, and pays alone.
  await go('Coins');
  await page.getByRole('heading', { name: 'Front row is empty' }).waitFor();
  await go('Feed');
  await page.getByText('Kitchen light').first().click();
  await page.getByText('None', { exact: true }).waitFor();
  await buy(page);
  expect([first.sent.length, second.sent.length]).toEqual([1, 1]);
  const both = [first.address, second.address].map(address => address.toLowerCase()).sort();
  await expect.poll(() => buyers(coin)).toEqual(both);
  await go('Coins');
  await page.getByText('Kitchen light').first().waitFor();
  expect(await page.evaluate(() => 'sameTab' in window)).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { erc20Abi, type Hash, type Hex, parseEther, parseGwei } from 'viem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buy } from '../local/chain/testing/trade.ts';
import { urlOf } from '../local/config.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { approveCoin } from './approve-coin.ts';
import { type InjectedWallet, injectWallet } from './injected-wallet.ts';
import { launchBrowser, openContext, openPage } from './open-client.ts';
import { type StoryWorld, startWorld } from './start-world.ts';

/** A chain that makes a block when the story says so, a wallet whose key the story has, and a fan who looks at each screen. */
let world: StoryWorld;
let browser: Browser;
let take: string;
let coin: Hex;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ blockSeconds: 0 }), launchBrowser()]);
  const { id, castHash } = await world.perform('Last train');
  await world.gather(castHash, 60);
  await approveCoin(world, id);
  // The launch fee is over.
  await world.chain.increaseTime(12);
  take = id;
  coin = (await world.coinOf(id)).coin as Hex;
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});

const fan = () => world.chain.accounts.fan;
const read = () => world.chain.clients.read;
const ether = () => read().getBalance({ address: fan().address });
const coins = () => read().readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [fan().address] });

const SHOTS = process.env.SCREENSHOTS;
/** Pictures of the state for whoever wants to look: SCREENSHOTS=<folder>. */
async function picture(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const size of [
      { width: 424, height: 695 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${size.width}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: 'dark' });
}

/** The fan's browser, signed in by wallet, with the trade's sheet open. */
async function openTrade() {
  const context = await openContext(browser, { viewport: { width: 424, height: 695 } });
  await context.clock.install();
  // Elsewhere, a receipt is a page of an explorer.
  await context.route('https://basescan.org/**', route => route.fulfill({ body: 'a receipt' }));
  const wallet = await injectWallet(context, { privateKey: fan().privateKey, rpcUrl: urlOf(world.config, 'chain') });
  const { page, errors } = await openPage(context, 'trade');
  await page.goto(`${urlOf(world.config, 'web')}/p/${take}`);
  const buy = page.getByRole('button', { name: /^Buy/ }).first();
  await buy.waitFor();
  // Price, Sell and Buy stand in the place of the tab bar.
  expect(await page.locator('nav').isVisible()).toBe(false);
  // With text twice as large on a phone the price is read whole.
  await page.setViewportSize({ width: 195, height: 422 });
  const price = page.getByRole('region', { name: 'Trade' }).locator('b').locator('..');
  await expect.poll(() => price.evaluate(lead => lead.scrollWidth <= lead.clientWidth)).toBe(true);
  await page.setViewportSize({ width: 424, height: 695 });
  await buy.click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Sign in with a wallet' }).click();
  await page.getByRole('dialog', { name: 'Sign in' }).getByText('Test wallet').click();
  await sheet.getByText(/quote good for/).waitFor();
  return { context, page, wallet, errors, sheet };
}
type Trade = Awaited<ReturnType<typeof openTrade>>;

/** Presses the button, and waits until the page has seen on Base what the wallet sent. No block holds it yet. */
async function send({ page, sheet, wallet }: Trade, button: RegExp): Promise<Hash> {
  await world.chain.clients.test.setAutomine(false);
  const before = wallet.sent.length;
  const seen = page.waitForResponse(
    async answer =>
      wallet.sent.length > before &&
      (answer.request().postData() ?? '').includes('eth_getTransactionByHash') &&
      (await answer.text()).includes(`"hash":"${wallet.sent.at(-1)}"`),
  );
  await sheet.getByText(/quote good for/).waitFor();
  await sheet.getByRole('button', { name: button }).click();
  await seen;
  await sheet.getByText('You can close this. We will tell you when it lands.').waitFor();
  return lastOf(wallet);
}

function lastOf({ sent }: InjectedWallet): Hash {
  const hash = sent.at(-1);
  if (!hash) throw new Error('nothing was sent');
  return hash;
}

/** Signs with the place of what was sent: the same again, or something else. */
async function sign(hash: Hash, change: { to?: Hex; data?: Hex; value?: bigint; faster?: boolean } = {}): Promise<Hex> {
  const { nonce, gas, to, input, value, maxFeePerGas, maxPriorityFeePerGas } = await read().getTransaction({ hash });
  const more = change.faster ? parseGwei('1') : 0n;
  const fees = { maxFeePerGas: (maxFeePerGas ?? 0n) + more, maxPriorityFeePerGas: (maxPriorityFeePerGas ?? 0n) + more };
  const call = { to: change.to ?? to, data: change.data ?? input, value: change.value ?? value };
  return world.chain.clients.walletOf(fan()).signTransaction({ ...call, nonce, gas, ...fees, type: 'eip1559', chainId: 8453 });
}

const broadcast = (serializedTransaction: Hex) => read().sendRawTransaction({ serializedTransaction });
const drop = (hash: Hash) => world.chain.clients.test.dropTransaction({ hash });
const mine = () => world.chain.clients.test.mine({ blocks: 1 });

/** The trade is back at its amount: the notice, and what is in the wallet now. */
async function endsIn({ page, sheet }: Trade, words: RegExp, cost: RegExp, name: string): Promise<void> {
  const alert = sheet.getByRole('alert').filter({ hasText: words });
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(cost);
  const now = await ether();
  await sheet.getByText(`Balance ${cut(now, parseEther('1'), 4)} ETH.`).waitFor();
  await sheet.getByText(/quote good for/).waitFor();
  await picture(page, name);
}

/** What landed: what the screen says is held is what the chain says. */
async function landed({ page, sheet }: Trade, word: 'Bought' | 'Sold', name: string): Promise<void> {
  await sheet.getByText(word, { exact: true }).first().waitFor();
  const held = await coins();
  await sheet.getByText(held === 0n ? 'None' : new RegExp(`^${cut(held, MILLION, held < 10n * MILLION ? 2 : 1)}M`)).waitFor();
  await picture(page, name);
}

async function reopen({ page, sheet }: Trade): Promise<void> {
  await sheet.getByRole('button', { name: /Close/ }).first().click();
  await sheet.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /^Buy/ }).first().click();
}

/** Figures as a screen has them, cut off, never rounded up: "1.9795", "9.16". */
const cut = (amount: bigint, unit: bigint, places: number) => {
  const parts = (amount * 10n ** BigInt(places)) / unit;
  return `${parts / 10n ** BigInt(places)}.${String(parts % 10n ** BigInt(places)).padStart(places, '0')}`;
};
const MILLION = parseEther('1000000');

const FEE = /You paid (under )?\$0\.\d\d in network fees\./;

it('a trade that is dropped, sped up, cancelled, replaced, turned down, late or declined ends in a screen that says so, nothing is sent twice, and what landed unseen is in the inbox', async () => {
  const trade = await openTrade();
  const { page, sheet, wallet, errors } = trade;

  // Declined: nothing was sent.
  wallet.declineNext();
  await sheet.getByRole('button', { name: /^Buy \$/ }).click();
  await endsIn(trade, /You declined in your wallet/, /Nothing was spent/, 'declined');
  expect(wallet.sent).toEqual([]);

  // Base forgets it, hears of it again, and mines it.
  const start = { ether: await ether(), coins: await coins() };
  const first = await send(trade, /^Try again/);
  await picture(page, 'settling');
  const raw = await sign(first);
  await drop(first);
  // Fifteen looks, a second between two of them.
  const dropped = sheet.getByText('Base no longer knows this trade.');
  while (!(await dropped.isVisible())) await page.clock.runFor(1_000);
  await sheet.getByRole('button', { name: 'Start over' }).waitFor();
  expect([await ether(), await coins()]).toEqual([start.ether, start.coins]);
  await picture(page, 'dropped');
  await broadcast(raw);
  await sheet.getByText('We cannot see this trade on Base yet.').waitFor();
  await mine();
  await landed(trade, 'Bought', 'landed');
  expect(await coins()).toBeGreaterThan(start.coins);

  // Closed while it settles: a word says that it landed, and the inbox has it, but not the one that was seen to land.
  await reopen(trade);
  const unseen = await coins();
  await send(trade, /^Buy \$/);
  await sheet.getByRole('button', { name: /Close/ }).first().click();
  await sheet.waitFor({ state: 'hidden' });
  await mine();
  await page.getByText(/^Bought [\d,.]+ \w+\.$/).waitFor();
  const inbox = await trade.context.newPage();
  await inbox.setViewportSize({ width: 424, height: 695 });
  await inbox.goto(`${urlOf(world.config, 'web')}/notices`);
  const news = inbox.getByRole('button', { name: /^Your (buy|sale) of .+ landed\./ });
  await news.waitFor();
  expect(await news.allTextContents()).toEqual([
    expect.stringContaining(`Your buy of ${cut((await coins()) - unseen, MILLION, 2)}M`),
  ]);
  await picture(inbox, 'told');
  await news.click();
  await inbox.waitForURL(`**/p/${take}`);
  await inbox.close();

  // The wallet raises the fee: it lands under the other hash, and the receipt is that one's.
  await page.getByRole('button', { name: /^Buy/ }).first().click();
  const slower = await send(trade, /^Buy \$/);
  const faster = await broadcast(await sign(slower, { faster: true }));
  await mine();
  await landed(trade, 'Bought', 'faster');
  const opened = page.waitForEvent('popup');
  await sheet.getByRole('button', { name: 'Receipt' }).click();
  const receipt = await opened;
  await receipt.waitForURL(`**/tx/${faster}`);
  await receipt.close();

  // Cancelled in the wallet: its place is used up by nothing.
  await reopen(trade);
  const held = await coins();
  const cancelled = await send(trade, /^Buy \$/);
  await broadcast(await sign(cancelled, { to: fan().address, data: '0x', value: 0n, faster: true }));
  await mine();
  await endsIn(trade, /You cancelled this buy in your wallet/, FEE, 'cancelled');

  // Its place is used up by something else.
  const replaced = await send(trade, /^Try again/);
  const [other] = world.chain.accounts.traders;
  if (!other) throw new Error('no trader');
  await broadcast(await sign(replaced, { to: other.address, data: '0x', value: 5n, faster: true }));
  await mine();
  await endsIn(trade, /Your wallet sent something else in place of this buy/, FEE, 'replaced');
  expect(await coins()).toBe(held);

  // All of it is sold: one permission, one signature, one trade.
  await world.chain.clients.test.setAutomine(true);
  const [before, asked] = [await ether(), wallet.asked.length];
  await sheet
    .getByRole('tab', { name: 'Sell' })
    .or(sheet.getByRole('radio', { name: 'Sell' }))
    .click();
  await sheet.getByRole('button', { name: 'All' }).click();
  await sheet.getByText(/quote good for/).waitFor();
  await sheet.getByRole('button', { name: /^Sell/ }).last().click();
  await landed(trade, 'Sold', 'sold');
  expect(wallet.asked.slice(asked)).toEqual(['eth_sendTransaction', 'eth_signTypedData_v4', 'eth_sendTransaction']);
  expect(await coins()).toBe(0n);
  expect(await ether()).toBeGreaterThan(before);
  await reopen(trade);

  // The price leaves its limit before it is mined.
  const outbid = await send(trade, /^Buy \$/);
  const late = await sign(outbid);
  await drop(outbid);
  await world.chain.clients.test.setAutomine(true);
  await buy(world.chain, { key: await keyOf() }, { by: other, amountIn: parseEther('0.2') });
  await broadcast(late);
  await endsIn(trade, /It rose [\d.]+%, past your 2% limit/, FEE, 'price-moved');

  // So late that its own deadline is over: it says that it is late, and then that Base turned it down.
  const slow = await send(trade, /^Buy at the new price/);
  await page.clock.fastForward(20_000);
  await sheet.getByText('We cannot see this trade on Base yet.').waitFor();
  await picture(page, 'slow');
  await world.chain.increaseTime(700);
  await mine();
  expect((await read().getTransactionReceipt({ hash: slow })).status).toBe('reverted');
  await endsIn(trade, /Base turned your buy down/, FEE, 'turned-down');
  expect(await coins()).toBe(0n);
  expect(errors).toEqual([]);
  await trade.context.close();
});

type Key = Parameters<typeof buy>[1]['key'];

async function keyOf(): Promise<Key> {
  const { rows } = await withDatabase(world.supabase.url, db =>
    db.query<{ key: Key }>('select pool_key as key from public.performance_coins where performance_id = $1', [take]),
  );
  if (!rows[0]) throw new Error('it has no coin');
  return rows[0].key;
}

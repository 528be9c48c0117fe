import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { type Hex, parseEther } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { rpc } from '../local/chain/rpc.ts';
import { encodeExecute, planSwap } from '../local/chain/zora-api/router-call.ts';
import { readOptions, refuse, text, whole } from '../local/cli/read-options.ts';
import { localConfig, urlOf } from '../local/config.ts';
import { type Stack, startStack } from '../local/start-stack.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { type BenchCoin, newCoin } from './bench-coin.ts';
import { findBrowser } from './find-browser.ts';

const USAGE = `npm run bench:block-to-screen -- [--trades N] [--openings N] [--only worker|cron]
  From a block on Base to its price in a real browser, beside viem's own polling of the node; and from the announced opening to a Buy that can be pressed.`;

/**
 * From a block on Base to its price in a real browser, with a trade every 2 s: with the worker, then with cron alone, each beside
 * the barest way to hear of the same block in the same run, viem's own polling of the node with nothing behind it. And from the
 * announced opening to a Buy that can be pressed, at a block a second.
 *
 * The clock starts before the trade is sent to the node, so the making of the block counts too; it ends when the browser draws the frame with the new price.
 */
const { values } = readOptions(USAGE, { trades: whole(50), openings: whole(6), only: text });
if (!['worker', 'cron', undefined].includes(values.only)) refuse('--only takes worker or cron', USAGE);
const EVERY_MS = 2_000;
/** As often as the worker looks. */
const REFERENCE_POLL_MS = 50;
const CACHE = join(import.meta.dirname, '../.local/cache');
const OPENS_IN_MS = 4_000;

for (const worker of [true, false].filter(each => !values.only || (values.only === 'worker') === each)) {
  const dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-screen-'));
  const config = localConfig({ firstPort: worker ? 27_500 : 27_550, dataDir, cacheDir: CACHE });
  const stack = await startStack(config, { audience: false, worker });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    const coin = await newCoin(stack, Date.now());
    await page.goto(`${urlOf(config, 'web')}/p/${coin.performanceId}`);
    await page.getByText('market cap').first().waitFor();
    await pause(14_000); // the launch fee falls, the page settles
    const { screen, bare, stored } = await trades(stack, page, coin, values.trades);
    console.log(
      `${worker ? 'with the worker' : 'with cron alone'}, a trade every 2 s, ${screen.length} of ${values.trades} seen`,
    );
    console.log(`  block → screen: ${spread(screen)}; the database began to write after ${spread(stored)}`);
    console.log(
      `  block → viem's poller (${REFERENCE_POLL_MS} ms) in Node, nothing else: ${spread(bare)}; p50 ratio ${(at(screen, 0.5) / at(bare, 0.5)).toFixed(2)}`,
    );
    if (worker)
      console.log(`  opening → Buy can be pressed, at 1 s blocks: ${spread(await openings(stack, page, values.openings))}`);
  } finally {
    await browser.close();
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
process.exit(0);

/** Trades, and when the browser drew each one's block and the bare poller heard of it, in ms after the sending. */
async function trades(
  stack: Stack,
  page: Page,
  coin: BenchCoin,
  count: number,
): Promise<{ screen: number[]; bare: number[]; stored: number[] }> {
  const { chain } = stack;
  await page.evaluate(() => {
    const seen: [number, number][] = [];
    Object.assign(globalThis, { drawn: seen });
    let last = '';
    new MutationObserver(() => {
      const block = document.querySelector('[data-price-block]')?.getAttribute('data-price-block') ?? '';
      if (block === last) return;
      last = block;
      requestAnimationFrame(() => seen.push([Number(block), Date.now()]));
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-price-block'] });
  });
  const heard = new Map<number, number>();
  const stop = chain.clients.read.watchBlocks({
    pollingInterval: REFERENCE_POLL_MS,
    emitMissed: true,
    onBlock: block => void heard.set(Number(block.number), Date.now()),
  });
  const sent = new Map<number, number>();
  const account = privateKeyToAccount(chain.accounts.traders[0]?.privateKey as Hex);
  const fees = { gas: 1_500_000n, maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n, chainId: 8453, type: 'eip1559' as const };
  let nonce = await chain.clients.read.getTransactionCount({ address: account.address });
  for (let i = 0; i < count; i++) {
    const amountIn = parseEther('0.002') + BigInt(i);
    const swap = {
      key: coin.key,
      tokenIn: coin.key.currency0,
      tokenOut: coin.coin,
      amountIn,
      amountOutMinimum: 0n,
      sender: account.address,
      recipient: account.address,
      hookData: '0x' as const,
    };
    const call = { to: chain.addresses.universalRouter, data: encodeExecute(planSwap(swap), 2n ** 63n), value: amountIn };
    const raw = await account.signTransaction({ ...call, ...fees, nonce: nonce++ });
    const began = Date.now();
    const hash = await rpc<Hex>(chain.rpcUrl, 'eth_sendRawTransaction', [raw]);
    const receipt = await chain.clients.read.waitForTransactionReceipt({ hash });
    if (receipt.status !== 'success') throw new Error('a trade reverted');
    sent.set(Number(receipt.blockNumber), began);
    // Not in step with anything else that happens every so often.
    await pause(Math.max(0, EVERY_MS + (i % 7) * 23 - (Date.now() - began)));
  }
  await pause(4_000);
  stop();
  const drawn = new Map(await page.evaluate(() => (globalThis as unknown as { drawn: [number, number][] }).drawn));
  const after = (times: ReadonlyMap<number, number>) =>
    [...sent].flatMap(([block, began]) => {
      const time = times.get(block);
      return time === undefined ? [] : [time - began];
    });
  const { rows } = await withDatabase(stack.supabase.url, db =>
    db.query<{ block_number: string; indexed_at: Date }>('select block_number, indexed_at from public.coin_trades'),
  );
  const written = new Map(rows.map(row => [Number(row.block_number), row.indexed_at.getTime()]));
  return { screen: after(drawn), bare: after(heard), stored: after(written) };
}

/** How long after the announced moment Buy can be pressed. */
async function openings(stack: Stack, page: Page, count: number): Promise<number[]> {
  const blocks = setInterval(() => void rpc(stack.chain.rpcUrl, 'evm_mine').catch(() => {}), 1_000);
  const late: number[] = [];
  for (let i = 0; i < count; i++) {
    const opensAt = Date.now() + OPENS_IN_MS;
    const coin = await newCoin(stack, opensAt);
    await page.goto(`${urlOf(stack.config, 'web')}/p/${coin.performanceId}`);
    // Beside the page there is no Buy before the opening; then the whole trade is there.
    await page.getByRole('button', { name: '0.01 ETH' }).or(page.getByLabel('Amount')).first().waitFor({ timeout: 30_000 });
    late.push(Date.now() - opensAt);
  }
  clearInterval(blocks);
  return late;
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}

function spread(times: readonly number[]): string {
  return `p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, most ${Math.max(...times)} ms`;
}

import { createCoin, createTradeCall, getCoin, setApiBaseUrl, setApiKey, tradeCoin } from '@zoralabs/coins-sdk';
import { type Address, erc20Abi, parseEther, type TransactionReceipt, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeTradeCall } from '../../../shared/markets/trade-call.ts';
import type { LocalAccount } from '../accounts.ts';
import { ADDRESSES } from '../addresses.ts';
import { sqrtPriceOf } from '../testing/launch.ts';
import { startTestChain, type TestChain } from '../testing/test-chain.ts';
import { startZoraApi } from './index.ts';

const API_KEY = 'a key';
const SLIPPAGE = 0.02;

let world: TestChain;
let api: Awaited<ReturnType<typeof startZoraApi>>;
beforeAll(async () => {
  world = await startTestChain(27_030);
  api = await startZoraApi(world.config, world.chain, { apiKey: API_KEY });
  setApiBaseUrl(api.url);
  setApiKey(API_KEY);
});
afterAll(async () => {
  await api.stop();
  await world.stop();
});

const balanceOf = (coin: Address, account: Address) =>
  world.chain.clients.read.readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [account] });

async function createWithSdk(symbol: string) {
  const { creator, platformReferrer } = world.chain.accounts;
  const created = await createCoin({
    call: {
      creator: creator.address,
      name: `Take ${symbol}`,
      symbol,
      metadata: { type: 'RAW_URI', uri: 'ipfs://take' },
      currency: 'ETH',
      chainId: 8453,
      platformReferrer: platformReferrer.address,
      skipMetadataValidation: true,
    },
    walletClient: world.chain.clients.walletOf(creator),
    publicClient: world.chain.clients.read,
  });
  if (!created.deployment) throw new Error('no coin');
  await world.chain.increaseTime(10);
  return created.deployment;
}

const eth = { type: 'eth' } as const;
const erc20 = (address: Address) => ({ type: 'erc20', address }) as const;
type Token = typeof eth | ReturnType<typeof erc20>;

function tradeWithSdk(by: LocalAccount, from: Token, to: Token, amountIn: bigint): Promise<TransactionReceipt> {
  const walletClient = world.chain.clients.walletOf(by);
  return tradeCoin({
    tradeParameters: { sell: from, buy: to, amountIn, slippage: SLIPPAGE, sender: by.address },
    walletClient,
    account: walletClient.account,
    publicClient: world.chain.clients.read,
  });
}

describe("Zora's own SDK", () => {
  it('creates a coin, and two when asked twice: the salt is the API’s', async () => {
    const first = await createWithSdk('ONE');
    const second = await createWithSdk('ONE');
    expect(first).toMatchObject({ symbol: 'ONE', currency: zeroAddress, caller: world.chain.accounts.creator.address });
    expect(second.coin).not.toBe(first.coin);
    const { data } = await getCoin({ address: first.coin });
    expect(data?.zora20Token).toMatchObject({
      address: first.coin,
      symbol: 'ONE',
      totalSupply: '1000000000',
      tokenUri: 'ipfs://take',
    });
  });

  it('buys: the quoted coins arrive and the price rises', async () => {
    const { coin, poolKeyHash } = await createWithSdk('BUY');
    const { fan } = world.chain.accounts;
    const before = await sqrtPriceOf(world.chain, poolKeyHash);
    const { quote } = await createTradeCall({ sell: eth, buy: erc20(coin), amountIn: parseEther('0.01'), sender: fan.address });
    const receipt = await tradeWithSdk(fan, eth, erc20(coin), parseEther('0.01'));
    expect(receipt.status).toBe('success');
    expect(await balanceOf(coin, fan.address)).toBe(BigInt(quote.amountOut));
    expect(await sqrtPriceOf(world.chain, poolKeyHash)).toBeLessThan(before);
  });

  it('sells with a signed permit: the quoted ETH arrives and the price falls', async () => {
    const { coin, poolKeyHash } = await createWithSdk('SELL');
    const { fan } = world.chain.accounts;
    const { read } = world.chain.clients;
    await tradeWithSdk(fan, eth, erc20(coin), parseEther('0.02'));
    const held = await balanceOf(coin, fan.address);
    const price = await sqrtPriceOf(world.chain, poolKeyHash);
    // The first sale also approves Permit2; the second one costs its own gas alone, so that its proceeds can be counted.
    expect((await tradeWithSdk(fan, erc20(coin), eth, held / 4n)).status).toBe('success');
    expect(await sqrtPriceOf(world.chain, poolKeyHash)).toBeGreaterThan(price);

    const { quote } = await createTradeCall({ sell: erc20(coin), buy: eth, amountIn: held / 4n, sender: fan.address });
    const before = await read.getBalance({ address: fan.address });
    const receipt = await tradeWithSdk(fan, erc20(coin), eth, held / 4n);
    const gas = receipt.gasUsed * receipt.effectiveGasPrice;
    expect((await read.getBalance({ address: fan.address })) - before + gas).toBe(BigInt(quote.amountOut));
    expect(await balanceOf(coin, fan.address)).toBe(held - 2n * (held / 4n));
  });

  it('gets calldata that says exactly what was asked for', async () => {
    const { coin } = await createWithSdk('DATA');
    const { fan } = world.chain.accounts;
    const amountIn = parseEther('0.01');
    const { call, quote } = await createTradeCall({
      sell: eth,
      buy: erc20(coin),
      amountIn,
      slippage: SLIPPAGE,
      sender: fan.address,
    });
    const least = (BigInt(quote.amountOut) * 9_800n) / 10_000n;
    const trade = { target: call.target as Address, data: call.data as `0x${string}`, value: BigInt(call.value) };
    const expected = { trader: fan.address, tokenIn: zeroAddress, tokenOut: coin, amountIn, minimumOut: least };
    expect(decodeTradeCall(trade, expected)).toMatchObject({ ok: true, minimumOut: least });
    expect(decodeTradeCall(trade, { ...expected, minimumOut: least + 1n }).ok).toBe(false);
  });

  it('hears that there is no pool in the way that Zora says it', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {}); // the SDK prints what it throws
    const nothing = createTradeCall({
      sell: eth,
      buy: erc20(ADDRESSES.weth),
      amountIn: 1n,
      sender: world.chain.accounts.fan.address,
    });
    await expect(nothing).rejects.toMatchObject({ errorType: 'LIQUIDITY' });
    complaint.mockRestore();
  });
});

describe('The quote', () => {
  const ask = (body: object, headers: Record<string, string> = { 'api-key': API_KEY }) =>
    fetch(`${api.url}/quote`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const quoteFor = (coin: Address, more: object = {}) => ({
    tokenIn: eth,
    tokenOut: erc20(coin),
    amountIn: parseEther('0.01').toString(),
    slippage: SLIPPAGE,
    chainId: 8453,
    sender: world.chain.accounts.fan.address,
    ...more,
  });

  it('of a limit that the price has left is refused by the router: nothing moves', async () => {
    const { coin } = await createWithSdk('LIMIT');
    const { fan, traders } = world.chain.accounts;
    const { call } = (await (await ask(quoteFor(coin))).json()) as {
      call: { target: Address; data: `0x${string}`; value: string };
    };
    const [first] = traders;
    if (!first) throw new Error('no trader');
    await tradeWithSdk(first, eth, erc20(coin), parseEther('0.05'));
    const late = { account: fan.address, to: call.target, data: call.data, value: BigInt(call.value) };
    await expect(world.chain.clients.read.call(late)).rejects.toThrow(/revert/);
    expect(await balanceOf(coin, fan.address)).toBe(0n);
  });

  it('pays who referred the trade, and sends the coins to another recipient', async () => {
    const { coin } = await createWithSdk('REF');
    const { fan, newcomer, platformReferrer } = world.chain.accounts;
    const { read, walletOf } = world.chain.clients;
    const before = await read.getBalance({ address: platformReferrer.address });
    const response = await ask(quoteFor(coin, { referrer: platformReferrer.address, recipient: newcomer.address }));
    const { call, quote } = (await response.json()) as {
      call: { target: Address; data: `0x${string}`; value: string };
      quote: { amountOut: string };
    };
    const hash = await walletOf(fan).sendTransaction({ to: call.target, data: call.data, value: BigInt(call.value) });
    await read.waitForTransactionReceipt({ hash });
    expect(await balanceOf(coin, newcomer.address)).toBe(BigInt(quote.amountOut));
    // Of a fee of 0.0001 ETH: a fifth as platform and 4 % for the referral, less what rounding leaves.
    const expected = (parseEther('0.0001') * 24n) / 100n;
    const gained = (await read.getBalance({ address: platformReferrer.address })) - before;
    expect(gained).toBeLessThanOrEqual(expected);
    expect(gained).toBeGreaterThan(expected - 10n);
  });

  it('needs no key, as the SDK sends none, but refuses a wrong one', async () => {
    const { coin } = await createWithSdk('KEY');
    expect((await ask(quoteFor(coin), {})).status).toBe(200);
    expect((await ask(quoteFor(coin), { 'api-key': 'another' })).status).toBe(401);
  });

  it.each([
    ['nothing to trade', { amountIn: '0' }],
    ['an amount with a fraction', { amountIn: '1.5' }],
    ['more slippage than there is', { slippage: 1.5 }],
    ['no address', { sender: '0x12' }],
    ['another chain', { chainId: 1 }],
  ])('refuses %s', async (_, wrong) => {
    const response = await ask(quoteFor(ADDRESSES.weth, wrong));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ success: 'false', errorType: 'UNKNOWN' });
  });
});

describe('The other doors', () => {
  it('want the key, and say what they do not have', async () => {
    const get = (path: string, key: string) => fetch(`${api.url}${path}`, { headers: { 'api-key': key } });
    expect((await get('/coin?address=0x', 'another')).status).toBe(401);
    expect((await fetch(`${api.url}/coin`)).status).toBe(401);
    expect((await get('/coin?address=0x', API_KEY)).status).toBe(400);
    expect((await get(`/coin?address=${ADDRESSES.weth}`, API_KEY)).status).toBe(404);
    expect((await get('/profileBalances?identifier=x', API_KEY)).status).toBe(404);
  });

  it('create coins paired with ETH alone', async () => {
    const body = {
      creator: world.chain.accounts.creator.address,
      name: 'A',
      symbol: 'A',
      metadata: { type: 'RAW_URI', uri: 'u' },
      currency: 'ZORA',
    };
    const headers = { 'api-key': API_KEY, 'content-type': 'application/json' };
    const response = await fetch(`${api.url}/create/content`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'currency: must be ETH: the local chain has no other pools' });
  });
});

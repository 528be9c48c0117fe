import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTradeCall, setApiBaseUrl, type TradeParameters } from '@zoralabs/coins-sdk';
import type { Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChainPart, startChain, startZoraApi } from '../../../local/chain/index.ts';
import { localConfig, urlOf } from '../../../local/config.ts';
import { LOCAL_SECRETS } from '../../../local/function-env.ts';
import { type IpfsPart, startIpfs } from '../../../local/ipfs/start.ts';
import type { Part } from '../../../local/part.ts';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { ETH } from '../../../shared/markets/base-contracts.ts';
import { checkPermit, decodeTradeCall, type TradePermit } from '../../../shared/markets/trade-call.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { launchChain } from '../_shared/adapters/chain-launches.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { quotePermissions } from '../_shared/adapters/quote-permissions.ts';
import { launchSigner } from '../_shared/adapters/signer.ts';
import { zoraQuotes } from '../_shared/adapters/zora.ts';
import { launchStore } from '../_shared/stores/launches.ts';
import { type LaunchDoors, launchDoors } from '../_testing/launch-doors.ts';

const config = localConfig({ firstPort: 29_540, dataDir: join(tmpdir(), 'unused'), cacheDir: '.local/cache' });
let folder: string;
const { admin, db } = openTestDatabase(29_540);
let chain: ChainPart;
let zora: Part;
let ipfs: IpfsPart;
let doors: LaunchDoors;
let quotesAt = 1_800_000_000_000;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-api-'));
  const local = { ...config, dataDir: folder };
  [chain, ipfs] = await Promise.all([startChain(local), startIpfs(local, { jwt: 'test' })]);
  zora = await startZoraApi(local, chain);
  const quotes = {
    permissions: quotePermissions({ apiKey: LOCAL_SECRETS.zoraApiKey, now: () => quotesAt }),
    askQuote: zoraQuotes({ url: urlOf(config, 'zora'), apiKey: LOCAL_SECRETS.zoraApiKey }),
  };
  doors = launchDoors({ admin, db, chain, quotes });
});
afterAll(async () => {
  await Promise.all([zora?.stop(), ipfs?.stop()]);
  await chain?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('quotes', () => {
  const DOOR = 'http://our.door.test/functions/v1/api';
  const toDoor =
    (network: typeof fetch): typeof fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      return request.url.startsWith(DOOR) ? doors.door(request) : network(request);
    };
  const permissionBy = async (apiKey: string, userId: string, trader: Hex) =>
    (await quotePermissions({ apiKey, now: () => quotesAt }).give({ userId, trader })).text;
  /** A trade that no pool makes. */
  const nowhere = (sender: Hex) => ({
    tokenIn: { type: 'eth' as const },
    tokenOut: { type: 'erc20' as const, address: chain.addresses.weth },
    amountIn: '1',
    chainId: 8453 as const,
    sender,
  });

  it('come from Zora with our key, and their calldata passes the wallet’s check', async () => {
    const seeded = await doors.newLaunch();
    const { typedData } = (await doors.openCard(seeded)).body;
    await doors.approve(seeded, typedData, await doors.sign(typedData));
    const signer = launchSigner(chain.accounts.launchWallet.privateKey);
    const factory = chain.addresses.coinFactory;
    const ports = {
      store: launchStore(db),
      chain: launchChain(chainClient(chain.rpcUrl), { wallet: signer.address, factory, chainId: 8453 }),
      sign: signer.sign,
      pin: pinata({ url: urlOf(config, 'ipfs'), jwt: 'test' }),
      clock: doors.clock,
      random: () => 0.5,
    };
    const platformReferrer = chain.accounts.platformReferrer.address;
    const launching = { chainId: 8453, factory, platformReferrer, leadSeconds: 0, mostFeeGwei: 20 };
    const step = async () => {
      await stepLaunches(ports, launching, 1_000);
      return doors.statusOf(seeded);
    };
    await expect.poll(step, { timeout: 120_000 }).toBe('open');
    const [coin] = await admin`select coin_address from public.performance_coins where performance_id = ${seeded.performanceId}`;
    await chain.increaseTime(12);

    const fan = chain.accounts.fan.address;
    const [eth, token] = [{ type: 'eth' as const }, { type: 'erc20' as const, address: coin?.coin_address as Hex }];
    const trade = { slippage: 0.02, sender: fan };
    const permission = await doors.permissionOf(seeded.userId, fan);
    // Zora's own SDK asks, in a place whose network is our door.
    vi.stubGlobal('fetch', toDoor(globalThis.fetch));
    setApiBaseUrl(`${DOOR}/zora/as/${permission}`);
    const quoted = await createTradeCall({ ...trade, sell: eth, buy: token, amountIn: 10n ** 16n });
    const asked = { target: quoted.call.target as Hex, data: quoted.call.data as Hex, value: BigInt(quoted.call.value) };
    expect(doors.uses.slice(-2)).toEqual([`act ${seeded.userId}`, `quote ${seeded.userId}`]);
    const expected = {
      trader: fan,
      tokenIn: ETH,
      tokenOut: coin?.coin_address,
      amountIn: 10n ** 16n,
      minimumOut: (BigInt(quoted.quote.amountOut) * 98n) / 100n,
    };
    expect(decodeTradeCall(asked, expected)).toMatchObject({ ok: true });
    expect(decodeTradeCall(asked, { ...expected, minimumOut: BigInt(quoted.quote.amountOut) })).toMatchObject({
      difference: { field: 'minimum out' },
    });

    await chain.clients.walletOf(chain.accounts.fan).sendTransaction({ to: asked.target, data: asked.data, value: asked.value });
    const sold = await createTradeCall({ ...trade, sell: token, buy: eth, amountIn: 10n ** 18n });
    const selling = { ...expected, tokenIn: coin?.coin_address, tokenOut: ETH, amountIn: 10n ** 18n, minimumOut: 1n };
    const [{ permit } = { permit: null }] = sold.permits ?? [];
    const details = { ...permit?.details, amount: BigInt(permit?.details.amount ?? 0) } as TradePermit['details'];
    expect(checkPermit({ details, spender: permit?.spender as Hex }, selling)).toMatchObject({ ok: true });
    // Unsigned, it has Zora's words where the signature belongs, which our door lets through.
    expect(sold.call.data).toContain('REPLACE_WITH_PERMIT_SIGNATURE');
    const signatures = [
      {
        permit: permit as NonNullable<TradeParameters['signatures']>[number]['permit'],
        signature: `0x${'51'.repeat(65)}` as Hex,
      },
    ];
    const { call: signed } = await createTradeCall({ ...trade, sell: token, buy: eth, amountIn: 10n ** 18n, signatures });
    vi.unstubAllGlobals();
    const sale = { target: signed.target as Hex, data: signed.data as Hex, value: BigInt(signed.value) };
    expect(decodeTradeCall(sale, selling)).toMatchObject({ ok: true });
  });

  it('open to a permission for ten minutes, for one wallet, for quotes alone', async () => {
    const { userId } = await doors.newLaunch();
    const [fan, other] = [chain.accounts.fan.address, chain.accounts.newcomer.address];
    expect((await doors.call('POST', '/zora/permission', null, { trader: fan })).status).toBe(401);
    expect((await doors.call('POST', '/zora/permission', userId, { trader: 'me' })).status).toBe(400);
    const permission = await doors.permissionOf(userId, fan);
    const token = await doors.tokenOf(userId);
    const ask = (as: string, change: object = {}) =>
      doors.call('POST', `/zora/as/${as}/quote`, null, { ...nowhere(fan), ...change });
    // Past the door: Zora itself says that there is no such pool.
    expect((await ask(permission)).status).toBe(422);
    expect((await ask(permission, { recipient: fan.toLowerCase() })).status).toBe(422);
    for (const change of [{ sender: other }, { recipient: other }])
      expect(await ask(permission, change)).toMatchObject({ status: 403, body: { error: { code: 'zora/other-wallet' } } });
    const [head, , mac] = permission.split('.');
    const [, claims] = (await doors.permissionOf(userId, other)).split('.');
    for (const wrong of [
      token,
      'x',
      `${permission}x`,
      `${head}.${claims}.${mac}`,
      await permissionBy('another key', userId, fan),
    ])
      expect(await ask(wrong)).toMatchObject({ status: 401, body: { error: { code: 'zora/no-permission' } } });
    const asSession = new Request(`http://x/functions/v1/api/zora/permission`, {
      method: 'POST',
      headers: { authorization: `Bearer ${permission}`, 'content-type': 'application/json' },
      body: JSON.stringify({ trader: fan }),
    });
    expect((await doors.door(asSession)).status).toBe(401);
    expect((await doors.call('POST', `/zora/as/${permission}/permission`, null, {})).status).toBe(404);
    quotesAt += 10 * 60_000 - 1_000;
    expect((await ask(permission)).status).toBe(422);
    quotesAt += 1_000;
    expect((await ask(permission)).status).toBe(401);
  });

  it('pass on what Zora refuses, and say so when it is away or talks nonsense', async () => {
    const { userId } = await doors.newLaunch();
    const path = `/zora/as/${await doors.permissionOf(userId, ETH)}/quote`;
    expect(await doors.call('POST', path, null, nowhere(ETH))).toMatchObject({ status: 422, body: { errorType: 'LIQUIDITY' } });
    for (const wrong of [{ amountIn: '-1' }, { chainId: 1 }])
      expect((await doors.call('POST', path, null, { ...nowhere(ETH), ...wrong })).status).toBe(400);
    const request = { ...nowhere(ETH), tokenIn: { type: 'eth' as const }, tokenOut: { type: 'eth' as const } };
    await expect(zoraQuotes({ url: 'http://127.0.0.1:9', apiKey: 'k' })(request)).rejects.toMatchObject({
      code: 'zora/away',
      status: 503,
    });
    await expect(zoraQuotes({ url: `${urlOf(config, 'ipfs')}`, apiKey: 'k' })(request)).rejects.toMatchObject({
      code: 'zora/bad-answer',
      status: 502,
    });
  });
});

import { createTradeCall, setApiBaseUrl, setApiKey } from '@zoralabs/coins-sdk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionStore } from '../../../lib/session.ts';
import type { Side } from './side.ts';
import { askQuote, type QuoteAsk } from './zora-quote.ts';

const COIN = `0x${'c0'.repeat(20)}` as const;
const TRADER = `0x${'ab'.repeat(20)}` as const;
const ANSWER = {
  success: true,
  call: { target: COIN, data: '0x01', value: '5' },
  permits: null,
  quote: { amountOut: '7', slippage: 0.02 },
};

/** What is asked of the network while `run` goes on, answered as Zora answers. */
async function asked(run: () => Promise<unknown>): Promise<Request> {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (input: string | Request, init?: RequestInit) => {
    requests.push(new Request(input, init));
    return Response.json(ANSWER);
  });
  await run();
  expect(requests).toHaveLength(1);
  return requests[0] as Request;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  sessionStore.set(null);
  setApiKey(undefined);
});

const ask = (side: Side, change: Partial<QuoteAsk> = {}): QuoteAsk => ({
  side,
  coin: COIN,
  trader: TRADER,
  amountIn: 10n ** 17n,
  slippageBps: 250,
  ...change,
});
const permit = {
  details: { token: COIN, amount: '100', expiration: 1_800_000_600, nonce: 3 },
  spender: TRADER,
  sigDeadline: '1800000600',
};

describe('askQuote', () => {
  it.each([
    ['a buy', ask('buy')],
    ['a sale', ask('sell')],
    ['a signed sale', ask('sell', { signatures: [{ permit, signature: '0x51' }] })],
  ])('asks for %s as the SDK does, which could not say who asks', async (_what, question) => {
    for (const name of ['SUPABASE_URL', 'BASE_RPC_URL', 'APP_URL', 'QUICK_AUTH_ORIGIN', 'IPFS_GATEWAY_URLS'])
      vi.stubEnv(`VITE_${name}`, 'https://our.example');
    vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', 'key');
    vi.stubEnv('VITE_ETH_USD_FEED_ADDRESS', COIN);
    const session = { accessToken: 'me', expiresAt: Number.MAX_SAFE_INTEGER } as never;
    const [eth, coin] = [{ type: 'eth' as const }, { type: 'erc20' as const, address: COIN }];
    const [sell, buy] = question.side === 'buy' ? [eth, coin] : [coin, eth];
    setApiBaseUrl('https://our.example/functions/v1/api/zora');
    setApiKey('a key');
    const parameters = { sell, buy, amountIn: question.amountIn, slippage: 0.025, sender: TRADER, recipient: TRADER };
    const theirs = await asked(() =>
      createTradeCall({ ...parameters, ...(question.signatures && { signatures: question.signatures }) }),
    );
    sessionStore.set(session);
    const ours = await asked(() => askQuote(question));

    expect(ours.url).toBe(theirs.url);
    expect(await ours.json()).toEqual(await theirs.json());
    expect(ours.headers.get('authorization')).toBe('Bearer me');
    // Were one of these there, the SDK could be asked in place of our own words.
    for (const header of ['authorization', 'api-key', 'apikey']) expect(theirs.headers.get(header)).toBeNull();
  });
});

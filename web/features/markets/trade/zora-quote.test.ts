import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionStore, noteConnection } from '../../../lib/connection.ts';
import { type Session, sessionStore, signInWith } from '../../../lib/session.ts';
import { askQuote, type QuoteAsk } from './zora-quote.ts';

const COIN = `0x${'c0'.repeat(20)}` as const;
const DOOR = 'https://our.example/functions/v1/api/zora';
const MINUTE = 60_000;
const ANSWER = {
  success: true,
  call: { target: COIN, data: '0x01', value: '5' },
  permits: null,
  quote: { amountOut: '7', slippage: 1 },
};
const noPermission = { error: { code: 'zora/no-permission', message: 'It is over.', retryable: true } };

/** Permissions are kept by wallet, so each test has one of its own. */
let wallets = 0;
let trader: `0x${string}`;
const ask = (change: Partial<QuoteAsk> = {}): QuoteAsk => ({
  side: 'buy',
  coin: COIN,
  trader,
  amountIn: 10n ** 17n,
  slippageBps: 250,
  ...change,
});

type Asked = { url: string; body: Record<string, unknown>; authorization: string | null };
/** Our door: `quote` answers quotes, and permissions are numbered in their order. */
function door(quote: (asked: Asked) => Response | Promise<Response> = () => Response.json(ANSWER), lastsMs = 10 * MINUTE) {
  const permissions: Asked[] = [];
  const quotes: Asked[] = [];
  vi.stubGlobal('fetch', async (input: string | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    const asked = { url: request.url, body: await request.json(), authorization: request.headers.get('authorization') };
    if (request.url !== `${DOOR}/permission`) {
      quotes.push(asked);
      return quote(asked);
    }
    permissions.push(asked);
    return Response.json({ permission: `p${permissions.length}`, expires_at: Date.now() + lastsMs });
  });
  return { permissions, quotes };
}

let printed: unknown[][];
beforeEach(() => {
  wallets += 1;
  trader = `0x${wallets.toString(16).padStart(40, '0')}`;
  for (const name of ['SUPABASE_URL', 'BASE_RPC_URL', 'APP_URL', 'QUICK_AUTH_ORIGIN', 'IPFS_GATEWAY_URLS'])
    vi.stubEnv(`VITE_${name}`, 'https://our.example');
  vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', 'key');
  vi.stubEnv('VITE_ETH_USD_FEED_ADDRESS', COIN);
  sessionStore.set({ accessToken: 'me', expiresAt: Number.MAX_SAFE_INTEGER, user: { id: 'u1' } } as Session);
  printed = [];
  // The SDK prints every refusal.
  vi.spyOn(console, 'error').mockImplementation((...words) => void printed.push(words));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  sessionStore.set(null);
  noteConnection({ answering: true });
});

describe('askQuote', () => {
  it('asks by the SDK below a permission for this wallet, and shows the session to the door of permissions alone', async () => {
    const { permissions, quotes } = door();
    expect(await askQuote(ask())).toEqual({ call: { target: COIN, data: '0x01', value: 5n }, amountOut: 7n, permits: [] });
    expect(permissions).toEqual([{ url: `${DOOR}/permission`, body: { trader }, authorization: 'Bearer me' }]);
    const [eth, coin] = [{ type: 'eth' }, { type: 'erc20', address: COIN }];
    const body = { amountIn: '100000000000000000', slippage: 0.025, chainId: 8453, sender: trader, recipient: trader };
    expect(quotes).toEqual([
      { url: `${DOOR}/as/p1/quote`, body: { ...body, tokenIn: eth, tokenOut: coin }, authorization: null },
    ]);
    const permit = { details: { token: COIN, amount: '9', expiration: 5, nonce: 3 }, spender: COIN, sigDeadline: '5' };
    const signatures = [{ permit, signature: '0x51' as const }];
    await askQuote(ask({ side: 'sell', signatures }));
    expect(quotes[1]?.body).toEqual({ ...body, tokenIn: coin, tokenOut: eth, signatures });
  });

  it('says basis points as a part of one, exactly', async () => {
    const { quotes } = door();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 9_900 }), async slippageBps => {
        await askQuote(ask({ slippageBps }));
        const written = String(quotes.at(-1)?.body.slippage);
        expect(written).toMatch(/^\d(\.\d{1,4})?$/);
        expect(BigInt(Math.round(Number(written) * 10_000))).toBe(BigInt(slippageBps));
      }),
      { seed: 22, numRuns: 300 },
    );
  });

  it('takes calldata with words in the place of a signature, as Zora writes it, for a question, and for nothing to send', async () => {
    const data = '0x24856bc3REPLACE_WITH_PERMIT_SIGNATURE_100';
    const permit = { details: { token: COIN, amount: '9', expiration: 5, nonce: 3 }, spender: COIN, sigDeadline: '5' };
    const permits = [{ signature: 'REPLACE_WITH_PERMIT_SIGNATURE_1', permit }];
    let answer: object = { ...ANSWER, call: { ...ANSWER.call, data }, permits };
    door(() => Response.json(answer));
    expect(await askQuote(ask({ side: 'sell' }))).toMatchObject({ call: { data: '0x' }, permits: [permit], amountOut: 7n });
    answer = { ...ANSWER, call: { ...ANSWER.call, data } };
    await expect(askQuote(ask({ side: 'sell' }))).rejects.toMatchObject({ code: expect.any(String) });
  });

  it('shares a permission among questions at the same time, and keeps wallets apart', async () => {
    const { permissions, quotes } = door();
    const other = `0x${'ee'.repeat(19)}${wallets.toString(16).padStart(2, '0')}` as const;
    await Promise.all([askQuote(ask()), askQuote(ask({ trader: other })), askQuote(ask({ side: 'sell' }))]);
    expect(permissions.map(each => each.body.trader).toSorted()).toEqual([trader, other].toSorted());
    const given = new Map(permissions.map((each, i) => [each.body.trader, `${DOOR}/as/p${i + 1}/quote`]));
    expect(quotes).toHaveLength(3);
    for (const { url, body } of quotes) expect(url).toBe(given.get(body.sender));
  });

  it('asks for a new permission before the old one ends, and for another person', async () => {
    const { permissions } = door();
    vi.useFakeTimers({ toFake: ['Date'] });
    await askQuote(ask());
    vi.setSystemTime(Date.now() + 8 * MINUTE);
    await askQuote(ask());
    expect(permissions).toHaveLength(1);
    vi.setSystemTime(Date.now() + 1.5 * MINUTE);
    await askQuote(ask());
    expect(permissions).toHaveLength(2);
    sessionStore.set({ accessToken: 'other', expiresAt: Number.MAX_SAFE_INTEGER, user: { id: 'u2' } } as Session);
    await askQuote(ask());
    expect(permissions[2]?.authorization).toBe('Bearer other');
  });

  it('asks anew once when the door takes it no more, together with all who were refused', async () => {
    const refuse = ({ url }: Asked) =>
      url.includes('/p1/') ? Response.json(noPermission, { status: 401 }) : Response.json(ANSWER);
    const { permissions, quotes } = door(refuse);
    await Promise.all([askQuote(ask()), askQuote(ask()), askQuote(ask())]);
    expect([permissions.length, quotes.length]).toEqual([2, 6]);

    const never = door(() => Response.json(noPermission, { status: 401 }));
    await expect(askQuote(ask())).rejects.toMatchObject({ code: 'zora/no-permission', message: 'It is over.' });
    expect([never.permissions.length, never.quotes.length]).toEqual([1, 2]);
    expect(sessionStore.get()).not.toBeNull();
  });

  it('asks for a permission again after none was to be had', async () => {
    const { permissions } = door();
    const works = globalThis.fetch;
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    await expect(askQuote(ask())).rejects.toMatchObject({ code: 'network/unreachable' });
    vi.stubGlobal('fetch', works);
    await askQuote(ask());
    expect(permissions).toHaveLength(1);
  });

  it.each([
    ['our door', 429, { error: { code: 'ops/too-many', message: 'That was a lot.', retryable: true } }, 'ops/too-many'],
    ['Zora for want of coins', 422, { success: 'false', error: 'x', errorType: 'LIQUIDITY' }, 'zora/no-liquidity'],
    ['Zora for a reason of its own', 500, { success: 'false', error: 'x', errorType: 'UNKNOWN' }, 'zora/no-quote'],
    ['something on the way', 502, '<html>', 'network/refused'],
    ['an answer that is none', 200, { success: true, call: { target: COIN, data: 'no', value: '5' } }, 'network/malformed'],
  ])('has words for what %s refuses', async (_who, status, body, code) => {
    door(() => Response.json(body, { status }));
    await expect(askQuote(ask())).rejects.toMatchObject({ name: 'ApiError', code });
    expect(printed.length).toBe(status === 200 ? 0 : 1);
    expect(connectionStore.get().online).toBe(true);
  });

  it('says that nobody answers, and that somebody does again', async () => {
    door(() => Promise.reject(new TypeError('fetch failed')));
    await expect(askQuote(ask())).rejects.toMatchObject({ code: 'network/unreachable' });
    expect(connectionStore.get().online).toBe(false);
    door();
    await askQuote(ask());
    expect(connectionStore.get().online).toBe(true);
  });

  it('waits as long as a person takes to sign in, but not so long for an answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
      const late = new AbortController();
      setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), ms);
      return late.signal;
    });
    const session = sessionStore.get() as Session;
    sessionStore.set(null);
    const signIn = async () => {
      await vi.advanceTimersByTimeAsync(MINUTE);
      sessionStore.set(session);
      return session;
    };
    signInWith({ signIn, renew: async () => undefined });
    door();
    expect((await askQuote(ask())).amountOut).toBe(7n);

    door(() => {
      void vi.advanceTimersByTimeAsync(MINUTE);
      return new Promise(() => undefined);
    });
    await expect(askQuote(ask())).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('drops an answer that nobody waits for any more', async () => {
    let arrive = (_answer: Response): void => undefined;
    door(() => new Promise(resolve => (arrive = resolve)));
    const abort = new AbortController();
    const asked = askQuote(ask(), abort.signal);
    abort.abort(new Error('typed on'));
    await expect(asked).rejects.toThrow('typed on');
    arrive(Response.json(ANSWER));
    await expect(askQuote(ask(), abort.signal)).rejects.toThrow('typed on');
  });
});

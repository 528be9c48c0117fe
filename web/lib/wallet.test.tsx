import { beforeEach, expect, it, vi } from 'vitest';
import { connectWallet, forgetWallet, sendCall, signText, signTyped } from './wallet.ts';

const FIRST = '0x1111111111111111111111111111111111111111';
const SECOND = '0x2222222222222222222222222222222222222222';
const HASH = `0x${'ab'.repeat(32)}`;
const call = { to: '0x3333333333333333333333333333333333333333', data: '0x', value: 1n, gas: 21_000n } as const;
const typed = {
  domain: { name: 'Permit2', chainId: 8453 },
  types: { Note: [{ name: 'words', type: 'string' }] },
  primaryType: 'Note',
  message: { words: 'yes' },
} as const;

/** A wallet in the page, as EIP-1193 has it. `accounts` are those that we may use, the one in use first. */
const asked: { method: string; params?: unknown }[] = [];
let accounts: string[] = [];
Object.assign(window, {
  ethereum: {
    on: () => undefined,
    removeListener: () => undefined,
    request: async ({ method, params }: { method: string; params?: unknown }) => {
      asked.push({ method, params });
      if (method === 'eth_accounts' || method === 'eth_requestAccounts') return accounts;
      if (method === 'eth_chainId') return '0x2105';
      if (method === 'eth_sendTransaction') return HASH;
      if (/sign/i.test(method)) return '0x51';
      throw Object.assign(new Error(`no ${method} here`), { code: 4200 });
    },
  },
});
const prompts = () => asked.filter(({ method }) => /^(eth_sendTransaction|personal_sign|eth_signTypedData_v4)$/.test(method));

vi.mock('./env.ts', () => ({ env: () => ({ baseRpcUrl: 'http://localhost:1' }) }));

beforeEach(async () => {
  await forgetWallet();
  accounts = [FIRST];
  await connectWallet();
  asked.length = 0;
});

it('names the account in what it asks for', async () => {
  expect(await sendCall(FIRST, call)).toBe(HASH);
  await signTyped(FIRST, typed);
  await signText(FIRST, 'hello');
  expect(prompts().map(({ params }) => JSON.stringify(params).toLowerCase().includes(FIRST))).toEqual([true, true, true]);
  expect(prompts()[0]?.params).toMatchObject([{ from: FIRST }]);
});

it.each([
  ['and the older account may still be used', [SECOND, FIRST]],
  ['for good', [SECOND]],
])('asks nothing of a wallet whose account was switched %s, and says so', async (_, now) => {
  accounts = now;
  const refused = { code: 'wallet/other-account', message: expect.stringMatching(/^Your wallet is on 0x2222…2222 now/) };
  await expect(sendCall(FIRST, call)).rejects.toMatchObject(refused);
  await expect(signTyped(FIRST, typed)).rejects.toMatchObject(refused);
  await expect(signText(FIRST, 'hello')).rejects.toMatchObject(refused);
  expect(prompts()).toEqual([]);
});

it('asks nothing for an account that the wallet does not have', async () => {
  accounts = [];
  await expect(sendCall(SECOND, call)).rejects.toMatchObject({ code: 'wallet/other-account' });
  expect(prompts()).toEqual([]);
});

it('asks again after it could not be found out whether there is a host', async () => {
  vi.resetModules();
  vi.doMock('./host.ts', () => ({ hostSdk: vi.fn(async () => null).mockRejectedValueOnce(new TypeError('not fetched')) }));
  const wallet = await import('./wallet.ts');
  await expect(wallet.connectWallet()).rejects.toMatchObject({ code: 'wallet/failed' });
  expect(await wallet.connectWallet()).toBe(FIRST);
  vi.doUnmock('./host.ts');
});

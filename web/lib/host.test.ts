import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A Farcaster client around the page; `away` as long as the code that speaks to it cannot be fetched. */
const host = vi.hoisted(() => ({ away: true }));
const user = { fid: 7, username: 'nia' };
vi.mock('@farcaster/frame-sdk', () => ({
  get sdk() {
    if (host.away) throw new TypeError('Failed to fetch dynamically imported module');
    return {
      actions: { ready: async () => undefined },
      context: Promise.resolve({ user, client: {} }),
      getCapabilities: async () => ['wallet.getEthereumProvider'],
    };
  },
}));

beforeEach(() => {
  host.away = true;
  vi.resetModules();
  const page = { ReactNativeWebView: {} };
  vi.stubGlobal('window', { ...page, parent: page });
});
afterEach(() => vi.unstubAllGlobals());

it('finds the host once the code for it can be fetched', async () => {
  const { hostSdk, hostStore, notePainted } = await import('./host.ts');
  notePainted();
  await expect(hostSdk()).rejects.toThrow('Failed to fetch');
  expect(hostStore.get().status).toBe('unknown');
  host.away = false;
  expect(await hostSdk()).not.toBeNull();
  expect(hostStore.get()).toMatchObject({ status: 'host', user });
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hostStore } from './host.ts';
import { composeCast, openUrl, viewCast, viewProfile } from './host-actions.ts';

const HASH = `0x${'a'.repeat(40)}`;
const done: string[] = [];
const open = vi.fn();

vi.mock('./host.ts', async original => {
  const sdk = {
    actions: {
      composeCast: async () => {
        done.push('composer');
        return { cast: { hash: HASH } };
      },
      viewCast: async () => void done.push('cast'),
      viewProfile: async () => void done.push('profile'),
      openUrl: async (url: string) => void done.push(url),
    },
  };
  const real = await original<typeof import('./host.ts')>();
  const withHost = async (capability: string, act: (given: typeof sdk) => Promise<unknown>) =>
    real.hostStore.get().capabilities.has(capability) ? act(sdk) : undefined;
  return { ...real, withHost };
});

beforeEach(() => vi.stubGlobal('window', { open }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  done.length = 0;
});

/** A client around the page that can do only this. */
function within(...capabilities: string[]) {
  hostStore.set({ status: 'host', user: null, capabilities: new Set(capabilities) });
}

const all = async () => {
  await viewCast(HASH);
  await viewProfile(7);
  return composeCast({ text: 'Late' });
};
const pages = [
  `https://farcaster.xyz/~/conversations/${HASH}`,
  'https://farcaster.xyz/~/profiles/7',
  'https://farcaster.xyz/~/compose?text=Late',
];
const opened = () => open.mock.calls.map(([url]) => url);

it('leaves to the host what it offers', async () => {
  within('actions.composeCast', 'actions.viewCast', 'actions.viewProfile', 'actions.openUrl');
  expect(await all()).toBe(HASH);
  expect([done, opened()]).toEqual([['cast', 'profile', 'composer'], []]);
});

it('has a host that opens pages alone open those of Farcaster', async () => {
  within('actions.openUrl');
  expect(await all()).toBeNull();
  expect([done, opened()]).toEqual([pages, []]);
});

it('opens them itself in a host that does not even that', async () => {
  within();
  await all();
  await openUrl('https://basescan.org/');
  expect([done, opened()]).toEqual([[], [...pages, 'https://basescan.org/']]);
});

it('fills in what is quoted and the cast that is answered on the web, too', async () => {
  hostStore.set({ ...hostStore.get(), status: 'none' });
  await composeCast({ text: 'So late', embeds: ['https://app.example/p/1'], parent: HASH });
  await composeCast({ parent: HASH });
  const filledIn = opened().map(url => Object.fromEntries(new URL(String(url)).searchParams));
  expect(filledIn).toEqual([
    { text: 'So late', 'embeds[]': 'https://app.example/p/1', parentCastHash: HASH },
    { parentCastHash: HASH },
  ]);
});

it('opens them itself in a browser, and none while a host may still answer', async () => {
  hostStore.set({ ...hostStore.get(), status: 'none' });
  await all();
  expect(opened()).toEqual(pages);
  hostStore.set({ ...hostStore.get(), status: 'unknown' });
  await all();
  expect(opened()).toEqual(pages);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wholeInstead } from './media-url.ts';

const TAKE = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';
const [CHECKED, MEMORY] = [`/checked/${TAKE}`, 'blob:whole'];
vi.mock('./media-worker.ts?worker&url', () => ({ default: '/media-worker.js' }));
vi.mock('./read-verified.ts', () => ({ heldUrl: async () => MEMORY }));

/** Service workers of a browser; the page is answered once the worker was told to. */
class Workers extends EventTarget {
  controller: object | null = null;
  ready: Promise<object> = Promise.resolve({ active: { postMessage: () => this.claim() } });
  register = async () => undefined;
  claim() {
    this.controller = {};
    this.dispatchEvent(new Event('controllerchange'));
  }
}
let workers: Workers;
let playUrl: (cid: string) => Promise<string>;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  workers = new Workers();
  vi.stubGlobal('navigator', { serviceWorker: workers });
  ({ playUrl } = await import('./play-url.ts'));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('plays through the worker from the first take on, and what is one block from memory', async () => {
  expect(await playUrl(TAKE)).toBe(CHECKED);
  expect(await playUrl('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku')).toBe(MEMORY);
});

it('fetches whole where there is no worker, or none is let in', async () => {
  workers.register = () => Promise.reject(new DOMException('not here', 'SecurityError'));
  expect(await playUrl(TAKE)).toBe(MEMORY);
  vi.stubGlobal('navigator', {});
  vi.resetModules();
  expect(await (await import('./play-url.ts')).playUrl(TAKE)).toBe(MEMORY);
});

it('begins a worker anew that could not be begun', async () => {
  const { register } = workers;
  workers.register = () => Promise.reject(new TypeError('its code could not be fetched'));
  expect(await playUrl(TAKE)).toBe(MEMORY);
  workers.register = register;
  expect(await playUrl(TAKE)).toBe(CHECKED);
});

it('waits once for a worker that does not come, and goes over to one that comes late', async () => {
  let come: (worker: object) => void = () => undefined;
  workers.ready = new Promise(resolve => (come = resolve));
  const first = playUrl(TAKE);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await first).toBe(MEMORY);
  // No timer runs any more: this one must not wait.
  expect(await playUrl(TAKE)).toBe(MEMORY);
  come({ active: { postMessage: () => workers.claim() } });
  await vi.advanceTimersByTimeAsync(0);
  expect(await playUrl(TAKE)).toBe(CHECKED);
});

it('has the whole file for a player that could not play from the worker, and nothing after that', async () => {
  expect(await wholeInstead(CHECKED)).toBe(MEMORY);
  expect(wholeInstead(MEMORY)).toBeNull();
  expect(wholeInstead('https://elsewhere.test/a.mp3')).toBeNull();
});

it('fetches whole when the worker was taken away', async () => {
  expect(await playUrl(TAKE)).toBe(CHECKED);
  workers.controller = null;
  expect(await playUrl(TAKE)).toBe(MEMORY);
});

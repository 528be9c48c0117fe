import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** The client's code, as long as it cannot be fetched, and then one whose channels are joined at once. */
const client = vi.hoisted(() => ({ away: true }));
vi.mock('./env.ts', () => ({ env: () => ({ supabaseUrl: 'http://gigavibe.test', supabaseKey: 'key' }) }));
vi.mock('@supabase/realtime-js', () => ({
  get RealtimeClient() {
    if (client.away) throw new TypeError('Failed to fetch dynamically imported module');
    return class {
      setAuth = async () => undefined;
      removeChannel = async () => undefined;
      channel = () => ({
        on: (what: string, _: object, tell: () => void) => void (what === 'presence' && setTimeout(tell)),
        subscribe: (tell: (status: string) => void) => tell('SUBSCRIBED'),
        presenceState: () => ({ somebody: [] }),
      });
    };
  },
}));

beforeEach(() => {
  client.away = true;
  vi.resetModules();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('says that nothing is live and reads again while its code cannot be fetched, and is live once it can', async () => {
  const [{ listen }, { connectionStore }] = await Promise.all([import('./realtime-topics.ts'), import('./connection.ts')]);
  const onJoin = vi.fn();
  const leave = listen('performance:1', { onEvent: vi.fn(), onJoin });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(connectionStore.get().live).toBe(false);
  expect(onJoin).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(onJoin).toHaveBeenCalledTimes(2);
  client.away = false;
  await vi.advanceTimersByTimeAsync(8_000);
  expect(connectionStore.get().live).toBe(true);
  expect(onJoin.mock.calls.length).toBeGreaterThan(2);
  leave();
});

it('enters a room once its code can be fetched', async () => {
  const { watchRoom } = await import('./room.ts');
  const onCount = vi.fn();
  const leave = watchRoom('room:1', false, onCount);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(onCount).not.toHaveBeenCalled();
  client.away = false;
  await vi.advanceTimersByTimeAsync(8_000);
  expect(onCount).toHaveBeenLastCalledWith(1);
  leave();
});

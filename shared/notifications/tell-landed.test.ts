import { expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import type { WatchedTrade } from './ports.ts';
import { landedHandler } from './tell-landed.ts';

const T0 = 1_800_000_000_000;
const SECOND = 1_000;
const trade = (hash: string, since = T0): WatchedTrade => ({ hash, trader: '0xf', since: unixMs(since) });

/** The job at a time, with trades that wait and those among them that Base turned down. */
async function workAt(seconds: number, waiting: WatchedTrade[], down: string[] = []) {
  const [asked, told]: string[][] = [[], []];
  const work = landedHandler({
    store: {
      tellLanded: async () => 0,
      waiting: async (_, most) => waiting.slice(0, most),
      tellFailed: async (_, hashes) => void told?.push(...hashes),
    },
    turnedDown: async trades => {
      asked?.push(...trades.map(({ hash }) => hash));
      return down.filter(hash => trades.some(each => each.hash === hash));
    },
    now: () => unixMs(T0 + seconds * SECOND),
  });
  const job = { id: '', key: '', payload: { user_id: 'fan' }, failures: 0, faults: 0, lost: 0, lease: '' };
  const next = await work({ ...job, kind: 'landed' }, unixMs(T0 * 2));
  const again = next === 'done' ? 'done' : (next.againAt - T0) / SECOND;
  return { asked, told, again };
}

it('ends where nothing waits', async () => {
  expect(await workAt(10, [])).toEqual({ asked: [], told: [], again: 'done' });
});

it.each([
  [10, [], 60],
  [60, ['a'], 300],
  [299, ['a'], 300],
  [300, ['a'], 900],
  [900, ['a'], 3_600],
  [3_600, ['a'], 'done'],
])('after %d s asks Base about %j, and again after %s s', async (seconds, asked, again) => {
  expect(await workAt(seconds, [trade('a')])).toEqual({ asked, told: [], again });
});

it('tells what was turned down, and looks on for the others at the time of each', async () => {
  const younger = trade('b', T0 + 200 * SECOND);
  expect(await workAt(310, [younger, trade('a')], ['a'])).toEqual({ asked: ['b', 'a'], told: ['a'], again: 500 });
  expect(await workAt(230, [younger, trade('a')], ['a', 'b'])).toEqual({ asked: ['a'], told: ['a'], again: 260 });
});

it('asks about ten at most, however many wait', async () => {
  const { asked } = await workAt(
    60,
    Array.from({ length: 12 }, (_, i) => trade(String(i))),
  );
  expect(asked).toHaveLength(10);
});

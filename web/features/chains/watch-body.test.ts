import { expect, it } from 'vitest';
import { watchBody } from './watch-body.ts';

const picture = {} as HTMLVideoElement;

/** Five seconds with a device that needs so long for each look. */
async function watch(lookMs: number) {
  let clock = 1_000;
  let busy = 0;
  const over = new AbortController();
  const times: number[] = [];
  const see = () => {
    clock += lookMs;
    busy += lookMs;
    return null;
  };
  const wait = async (ms: number) => {
    clock += ms;
    if (clock >= 6_000) over.abort();
  };
  await watchBody({ picture, see, wait, now: () => clock }, ({ t }) => times.push(t), over.signal);
  return { times, busy };
}

it('a fast device looks fifteen times a second, and no more', async () => {
  const { times } = await watch(5);
  expect(times[0]).toBe(1_000);
  expect(times.length).toBeGreaterThanOrEqual(74);
  expect(times.length).toBeLessThanOrEqual(76);
});

it('a slow device keeps half of its time for other things', async () => {
  for (const lookMs of [50, 200, 900]) expect((await watch(lookMs)).busy).toBeLessThanOrEqual(2_500 + lookMs);
});

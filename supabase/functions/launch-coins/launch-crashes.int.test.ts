import { describe, expect, it } from 'vitest';
import { openFaultWorld } from '../../../local/chaos/testing/fault-world.ts';
import { randomOf } from '../../../local/town/random.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import type { Launch } from '../../../shared/launches/launch.ts';
import type { LaunchPorts } from '../../../shared/launches/ports.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';

const { clock, look, untilOpen, world, proxy, ports } = openFaultWorld(28_500);

it('a fault that is told late leaves the words by which an operator held the launch: by them it is released', async () => {
  const id = await world().approve();
  let hidden = false;
  const simulate: LaunchPorts['chain']['simulate'] = async () => {
    await world()
      .admin`update public.performances set status = 'hidden' where id = (select performance_id from public.viral_queue where id = ${id})`;
    await world().admin`select private.hold_launch(performance_id) from public.viral_queue where id = ${id}`;
    hidden = true;
    throw new AppError('chain/away', 'Base does not answer.', { status: 503, retryable: true });
  };
  const hiding = { ...ports(), chain: { ...ports().chain, simulate } };
  for (let call = 0; call < 40 && !hidden; call++) await look(1_000, hiding);
  expect(await world().admin`select status, last_error from public.viral_queue where id = ${id}`).toEqual([
    { status: 'held', last_error: 'An operator hid this take.' },
  ]);
});

describe('two nodes behind one address', () => {
  it('that disagree about the head make one coin each, and take none back', async () => {
    const random = randomOf('two nodes 3');
    const { read } = world().chain.clients;
    let head = Number(await read.getBlockNumber());
    proxy().newest = () => (random.next() < 0.5 ? null : head - 1 - random.whole(0, 2));
    const reopened: string[] = [];
    const { store } = ports();
    const watched = {
      ...ports(),
      store: {
        ...store,
        reopen: (launch: Launch) => {
          reopened.push(launch.id);
          return store.reopen(launch);
        },
      },
    };
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(await world().approve({ shared: i === 0 }));
    for (let round = 0; round < 20; round++) {
      await Promise.all([1, 2].map(() => stepLaunches(watched, world().settings.launching, 300)));
      await world().chain.mine();
      head = Number(await read.getBlockNumber());
      clock.jump(2_000);
    }
    proxy().newest = () => null;
    await untilOpen(ids);
    const coins = await world().coins();
    expect(ids.map(id => coins.find(coin => coin.id === id)?.created)).toEqual(ids.map(() => 1));
    expect(reopened).toEqual([]);
    expect(await ports().chain.pendingCount()).toBe(await ports().chain.minedCount());
  });
});

describe('Postgres', () => {
  /** Writes of a launch's way, each of which may or may not have happened when the answer is lost. */
  const WRITES = ['reserve', 'recordAttempt', 'markSent', 'confirm', 'deferJob'] as const;

  it('that crashes in the middle of any write of a launch leaves one coin each', async () => {
    const left = new Set<string>(WRITES);
    const crashing = { ...ports(), store: { ...ports().store } };
    for (const point of WRITES) {
      const write = ports().store[point] as (...args: unknown[]) => Promise<unknown>;
      const crash = async (...args: unknown[]) => {
        if (!left.delete(point)) return write(...args);
        const [written] = await Promise.allSettled([write(...args), world().restartPostgres()]);
        if (written.status === 'rejected') throw written.reason;
        return written.value;
      };
      Object.assign(crashing.store, { [point]: crash });
    }
    const ids: string[] = [];
    for (let i = 0; i < 2; i++) ids.push(await world().approve({ shared: i === 0 }));
    for (let round = 0; round < 80 && left.size > 0; round++) {
      // A worker whose step fails is called again, as cron does.
      await stepLaunches(crashing, world().settings.launching, 200).catch(() => {});
      clock.jump(1_500);
    }
    expect([...left]).toEqual([]);
    await untilOpen(ids);
    const coins = await world().coins();
    expect(ids.map(id => coins.find(coin => coin.id === id)?.created)).toEqual([1, 1]);
    expect(await ports().chain.pendingCount()).toBe(await ports().chain.minedCount());
  });
});

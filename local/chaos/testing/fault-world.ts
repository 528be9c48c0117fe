import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { ErrorKind } from '../../../shared/launches/error-kind.ts';
import type { LaunchPorts } from '../../../shared/launches/ports.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { connectDatabase, type Database } from '../../../supabase/functions/_shared/adapters/database.ts';
import { testClock } from '../../../supabase/functions/_testing/test-clock.ts';
import { type FaultProxy, startFaultProxy } from '../../chain/fault-proxy.ts';
import { launchPorts } from '../launch-ports.ts';
import { type LaunchWorld, startLaunchWorld } from '../launch-world.ts';

/**
 * For a test file, at its top: launches whose worker a test calls step by step, over an RPC that answers what the test wants, with a
 * clock that jumps. `kinds` is what kinds of errors came to the store in this test, and `details` what they were. With a `witness` the
 * worker asks a second node, too, which answers what the test wants as well; `alone` is the same worker without it.
 */
export function openFaultWorld(firstPort: number, { witness = false } = {}) {
  let world: LaunchWorld;
  let db: Database;
  let proxy: FaultProxy;
  let second: FaultProxy;
  let ports: LaunchPorts;
  let alone: LaunchPorts;
  const kinds: ErrorKind[] = [];
  const details: string[] = [];
  const clock = testClock();

  beforeAll(async () => {
    world = await startLaunchWorld(firstPort, { blockSeconds: 0 });
    db = connectDatabase(world.settings.databaseUrl);
    proxy = await startFaultProxy(world.chain.rpcUrl);
    second = await startFaultProxy(world.chain.rpcUrl);
    const settings = { ...world.settings, rpcUrl: proxy.url };
    alone = launchPorts(db, settings, clock);
    alone = { ...alone, store: listening(alone.store) };
    ports = witness ? { ...alone, chain: launchPorts(db, { ...settings, witnessUrl: second.url }, clock).chain } : alone;
  });
  afterAll(async () => {
    await Promise.all([db?.end(), proxy?.stop(), second?.stop()]);
    await world?.stop();
  });
  beforeEach(async () => {
    kinds.length = 0;
    details.length = 0;
    for (const node of [proxy, second]) {
      node.decide = () => null;
      node.newest = () => null;
    }
    await world.admin`update public.viral_queue set status = 'final' where status = 'open'`;
    await world.admin`delete from public.jobs`;
  });

  function listening(store: LaunchPorts['store']): LaunchPorts['store'] {
    const deferJob: typeof store.deferJob = (job, runAt, failure) => {
      if (failure !== null && failure !== 'kept') {
        kinds.push(failure.kind);
        details.push(failure.detail);
      }
      return store.deferJob(job, runAt, failure);
    };
    return { ...store, deferJob };
  }

  /** One call of a worker, then so much time. */
  async function look(ms: number, by = ports): Promise<void> {
    await stepLaunches(by, world.settings.launching, 500);
    clock.jump(ms);
  }

  async function untilOpen(ids: string[]): Promise<void> {
    for (let call = 0; call < 120; call++) {
      const coins = await world.coins();
      if (ids.every(id => coins.find(coin => coin.id === id)?.status === 'open')) return;
      await look(1_000);
    }
    throw new Error(
      JSON.stringify(await world.admin`select status, last_error, nonce from public.viral_queue where status <> 'final'`),
    );
  }

  async function untilStatus(id: string, wanted: string): Promise<void> {
    for (let call = 0; call < 40; call++) {
      if ((await ports.store.load(id))?.status === wanted) return;
      await look(200);
    }
    throw new Error(JSON.stringify(await world.admin`select status, last_error from public.viral_queue where id = ${id}`));
  }

  async function created(id: string): Promise<number | undefined> {
    return (await world.coins()).find(coin => coin.id === id)?.created;
  }

  async function attemptsOf(id: string): Promise<number> {
    const rows = await world.admin`select from private.launch_transactions where queue_id = ${id}`;
    return rows.length;
  }
  return {
    clock,
    kinds,
    details,
    look,
    untilOpen,
    untilStatus,
    created,
    attemptsOf,
    world: () => world,
    proxy: () => proxy,
    witness: () => second,
    ports: () => ports,
    alone: () => alone,
  };
}

import type { Address } from 'viem';
import type { UnixMs } from '../../../shared/kernel/units.ts';
import type { ConsentConfig } from '../../../shared/launches/consent-ports.ts';
import type { LaunchConfig, LaunchPorts } from '../../../shared/launches/ports.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { chainClient } from '../../../supabase/functions/_shared/adapters/chain-client.ts';
import { consentVerifier } from '../../../supabase/functions/_shared/adapters/chain-signatures.ts';
import { connectDatabase } from '../../../supabase/functions/_shared/adapters/database.ts';
import { consentStore } from '../../../supabase/functions/_shared/stores/launches-consent.ts';
import { approveAsCreator, type Seeded, seedLaunch, seedPart } from '../../../supabase/functions/_testing/seed-launch.ts';
import { testClock } from '../../../supabase/functions/_testing/test-clock.ts';
import { launchPorts } from '../launch-ports.ts';
import { startLaunchWorld } from '../launch-world.ts';
import { creationsOn, splitterBlockOn } from './made-on-chain.ts';

const PATIENCE_MS = 60_000;

export type StepWorld = Awaited<ReturnType<typeof startStepWorld>>;
type Approving = { shared?: boolean; now?: () => UnixMs | Promise<UnixMs> };

/**
 * A world of launches whose workers a test calls step by step, with a clock that jumps. Blocks are made by transactions and by
 * tests alone: one that came by itself would make a reorg too shallow by one.
 */
export async function startStepWorld(firstPort: number) {
  const world = await startLaunchWorld(firstPort, { blockSeconds: 0 });
  const { admin, chain, settings } = world;
  const db = connectDatabase(settings.databaseUrl);
  const clock = testClock();
  const config: LaunchConfig & ConsentConfig = { ...settings.launching, leadSeconds: 3, consentHours: 24 };
  const ports: LaunchPorts = { ...launchPorts(db, settings, clock), random: () => 0.5 };
  const verify = consentVerifier({ first: chainClient(chain.rpcUrl) });
  let seed = 100;

  /** Launches of earlier tests are done with: nobody watches their finality any more. */
  async function settle(): Promise<void> {
    await admin`update public.viral_queue set status = 'final' where status = 'open'`;
    await admin`delete from public.jobs`;
  }

  /** A launch that its creator has approved, alone or with somebody who shares. `n` is the number in its names. */
  async function approved({ shared = false, now = clock.now }: Approving = {}): Promise<Seeded & { n: number }> {
    const { address, privateKey } = chain.accounts.creator;
    const n = seed++;
    const seeded = await seedLaunch(admin, n, address);
    if (shared) await seedPart(admin, seeded, n, 2_500);
    await approveAsCreator({ store: consentStore(db), verify, now }, config, seeded, privateKey);
    return { n, ...seeded };
  }

  async function statusOf({ launchId }: Seeded): Promise<string> {
    const [row] = await admin`select status from public.viral_queue where id = ${launchId}`;
    return String(row?.status);
  }

  /**
   * Calls the worker, or several at once, until the launch is there, moving the clock as time would pass. A busy machine mines in
   * its own time, so it is not looks that are counted.
   */
  async function until(status: string, seeded: Seeded, worker = ports, workers = 1): Promise<void> {
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
      if ((await statusOf(seeded)) === status) return;
      await Promise.all(Array.from({ length: workers }, () => stepLaunches(worker, config, 1_000)));
      clock.jump(1_000);
    }
    const [row] = await admin`select status, last_error from public.viral_queue where id = ${seeded.launchId}`;
    throw new Error(`still ${row?.status}: ${row?.last_error}`);
  }

  async function coinOf(seeded: Seeded) {
    const [coin] = await admin`select * from public.performance_coins where performance_id = ${seeded.performanceId}`;
    return coin;
  }

  async function launchOf(seeded: Seeded) {
    const [row] = await admin`select * from public.viral_queue where id = ${seeded.launchId}`;
    return row;
  }

  const stop = async () => {
    await db.end();
    await world.stop();
  };
  return {
    admin,
    db,
    chain,
    clock,
    config,
    ports,
    settle,
    approved,
    statusOf,
    until,
    /** Creation events of every coin so far, by address. */
    creations: () => creationsOn(chain),
    splitterBlock: (splitter: Address) => splitterBlockOn(chain, splitter),
    coinOf,
    launchOf,
    stop,
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEventLogs } from 'viem';
import { unixMs } from '../../shared/kernel/units.ts';
import { COIN_FACTORY_ABI } from '../../shared/launches/deploy-call.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { consentVerifier } from '../../supabase/functions/_shared/adapters/chain-signatures.ts';
import { connectDatabase, type Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { consentStore } from '../../supabase/functions/_shared/stores/launches-consent.ts';
import { approveAsCreator, seedLaunch, seedPart } from '../../supabase/functions/_testing/seed-launch.ts';
import { type ChainPart, startChain } from '../chain/index.ts';
import { localConfig, urlOf } from '../config.ts';
import { startIpfs } from '../ipfs/start.ts';
import { startTestDatabase } from '../supabase/test-database.ts';
import { turnstile } from './turnstile.ts';
import type { WorkerSettings } from './worker-settings.ts';

export type LaunchWorld = {
  admin: Database;
  chain: ChainPart;
  settings: Omit<WorkerSettings, 'fault'>;
  /** A launch that its creator has just approved; gives its id. One that is shared makes a splitter on its way. */
  approve: (how?: { shared?: boolean }) => Promise<string>;
  /** Launches whose coin is not made yet. */
  underWay: () => Promise<number>;
  /** Crashes Postgres under the workers, and starts it again. What this world itself asks the database meanwhile waits; `admin` does not. */
  restartPostgres: () => Promise<void>;
  /** How often each launch's coin was created, by the launch's id, and where the launches are. */
  coins: () => Promise<{ id: string; status: string; created: number; trouble: string | null }[]>;
  stop: () => Promise<void>;
};

/**
 * A database, a chain and a pinning service of their own, on ports from `firstPort` on; no worker. The chain has blocks as Base
 * has them, so that launches end and are looked at no more. With `blockSeconds` 0 it has only those that a transaction or the
 * caller makes.
 */
export async function startLaunchWorld(firstPort: number, blocks: { blockSeconds?: number } = {}): Promise<LaunchWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gigavibe-chaos-'));
  const local = localConfig({ firstPort, dataDir: folder, cacheDir: localConfig().cacheDir });
  const jwt = 'chaos';
  const [database, chain, ipfs] = await Promise.all([
    startTestDatabase(firstPort),
    startChain(local, undefined, blocks),
    startIpfs(local, { jwt }),
  ]);
  const admin = connectDatabase(database.url);
  const { creator, launchWallet, platformReferrer } = chain.accounts;
  const launching = {
    chainId: 8453,
    factory: chain.addresses.coinFactory,
    platformReferrer: platformReferrer.address,
    leadSeconds: 0,
    mostFeeGwei: 20,
  };
  const consent = {
    store: consentStore(admin),
    verify: consentVerifier({ first: chainClient(chain.rpcUrl) }),
    now: () => unixMs(Date.now()),
  };
  const door = turnstile();
  let seeded = 1;
  return {
    admin,
    chain,
    settings: {
      databaseUrl: database.functionsUrl,
      rpcUrl: chain.rpcUrl,
      ipfs: { url: urlOf(local, 'ipfs'), jwt },
      key: launchWallet.privateKey,
      launching,
    },
    approve: ({ shared = false } = {}) =>
      door.pass(async () => {
        const n = seeded++;
        const launch = await seedLaunch(admin, n, creator.address);
        if (shared) await seedPart(admin, launch, n, 2_500);
        await approveAsCreator(consent, { ...launching, consentHours: 24 }, launch, creator.privateKey);
        return launch.launchId;
      }),
    underWay: async () => {
      const [row] = await door.pass(
        () => admin<{ left: number }[]>`
          select count(*)::int as left from public.viral_queue where status not in ('confirmed', 'open', 'final')`,
      );
      return row?.left ?? 0;
    },
    restartPostgres: () => door.close(database.restart),
    coins: async () => {
      const logs = await chain.clients.read.getLogs({ address: launching.factory, fromBlock: 0n });
      const made = parseEventLogs({ abi: COIN_FACTORY_ABI, eventName: 'CoinCreatedV4', logs }).map(log =>
        log.args.coin.toLowerCase(),
      );
      const rows = await door.pass(
        () => admin<{ id: string; status: string; predicted_address: string | null; trouble: string | null }[]>`
          select q.id, q.status, q.predicted_address,
            concat_ws(' | ', 'nonce ' || q.nonce, q.last_error, j.last_error, j.attempts || ' failures', 'due ' || j.run_at, h.troubles) as trouble
          from public.viral_queue q left join public.jobs j on j.key = 'launch:' || q.id,
            (select string_agg(part || ': ' || trouble, ', ') as troubles from private.launch_health where trouble is not null) h`,
      );
      return rows.map(({ id, status, predicted_address: coin, trouble }) => ({
        id,
        status,
        trouble,
        created: made.filter(address => address === coin).length,
      }));
    },
    stop: async () => {
      await admin.end();
      await Promise.all([database.stop(), chain.stop(), ipfs.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

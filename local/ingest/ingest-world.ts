import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl, functionsDatabaseUrl, type LocalConfig, localConfig, urlOf } from '../config.ts';
import { functionEnv } from '../function-env.ts';
import type { Part } from '../part.ts';
import { bootstrap } from '../supabase/bootstrap.ts';
import { type FunctionsOptions, type FunctionsPart, startFunctions } from '../supabase/functions/start-functions.ts';
import { type GatewayParts, startGateway } from '../supabase/gateway.ts';
import { loadKeys } from '../supabase/keys.ts';
import { migrate } from '../supabase/migrate.ts';
import { startPostgres } from '../supabase/postgres.ts';
import { startRealtime } from '../supabase/realtime/start-realtime.ts';
import { allowFunctionsLogin, setVaultSecrets } from '../supabase/secrets.ts';
import { makeTokens } from '../supabase/tokens.ts';
import { withDatabase } from '../supabase/with-database.ts';

/** What an event passes on its way to being known, and what hears of it. */
export const RESTARTED = ['functions', 'postgres', 'gateway', 'realtime'] as const;
export type Restarted = (typeof RESTARTED)[number];

export type IngestWorld = {
  config: LocalConfig;
  url: string;
  functionsUrl: string;
  functions: () => FunctionsPart;
  restart: (name: Restarted) => Promise<void>;
  /** Does what cron does for casts that wait to be folded again, without waiting for its time. */
  wakeJobs: () => Promise<void>;
  stop: () => Promise<void>;
};

const NO_CHAIN = { factory: '', ethUsdFeed: '', launchWalletKey: '', recordsKey: '', platformReferrer: '' };

/** Postgres, realtime, functions and the gateway of a project, each of which can be restarted by itself. */
export async function startIngestWorld(firstPort: number, options: FunctionsOptions = {}): Promise<IngestWorld> {
  const config = localConfig({ firstPort, dataDir: await mkdtemp(join(tmpdir(), 'gigavibe-ingest-')) });
  const keys = loadKeys(config);
  const tokens = makeTokens(config, keys);
  const parts = new Map<Restarted, Part>();
  const url = databaseUrl(config);

  const env = functionEnv(config, keys, NO_CHAIN);
  /** The gateway looks its parts up at each call: they may be others by then. */
  const behindGateway: GatewayParts = {
    functions: { handle: (req, res, path) => (parts.get('functions') as FunctionsPart).handle(req, res, path) } as FunctionsPart,
  };
  const starts: Record<Restarted, () => Promise<Part>> = {
    postgres: () => startPostgres(config),
    functions: () => startFunctions(config, env, { echo: () => {}, ...options, tokens }),
    realtime: () => startRealtime(url, tokens, { onError: () => {} }),
    gateway: () => startGateway(config, keys, tokens, behindGateway),
  };
  const start = async (name: Restarted) => void parts.set(name, await starts[name]());

  await start('postgres');
  await bootstrap(url);
  await migrate(url);
  await allowFunctionsLogin(url);
  await setVaultSecrets(url, { project_url: urlOf(config, 'gateway'), cron_secret: keys.cronSecret });
  for (const name of ['functions', 'realtime', 'gateway'] as const) await start(name);
  return {
    config,
    url,
    functionsUrl: functionsDatabaseUrl(config),
    functions: () => parts.get('functions') as FunctionsPart,
    restart: async name => {
      await parts.get(name)?.stop();
      await start(name);
    },
    wakeJobs: async () => {
      await withDatabase(url, client =>
        client.query("insert into public.jobs (key, kind) values ('refold', 'refold') on conflict do nothing"),
      );
      const headers = { authorization: `Bearer ${keys.cronSecret}` };
      const response = await fetch(`${urlOf(config, 'gateway')}/functions/v1/work-jobs`, { method: 'POST', headers });
      if (!response.ok) throw new Error(`work-jobs answered ${response.status}: ${await response.text()}`);
    },
    stop: async () => {
      for (const name of ['gateway', 'realtime', 'functions', 'postgres'] as const) await parts.get(name)?.stop();
      await rm(config.dataDir, { recursive: true, force: true });
    },
  };
}

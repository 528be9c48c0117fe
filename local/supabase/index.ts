import { join } from 'node:path';
import { type LocalConfig, urlOf, wayToForget } from '../config.ts';
import type { Part } from '../part.ts';
import { bootstrap } from './bootstrap.ts';
import { ROOT } from './functions/deno.ts';
import { type FunctionsOptions, type FunctionsPart, startFunctions } from './functions/start-functions.ts';
import { startGateway } from './gateway.ts';
import { type LocalKeys, loadKeys } from './keys.ts';
import { migrate } from './migrate.ts';
import { type PostgresPart, startPostgres } from './postgres.ts';
import { readProjectConfig } from './project-config.ts';
import type { RealtimePart } from './realtime/realtime-part.ts';
import { startRealtime } from './realtime/start-realtime.ts';
import { startRest } from './rest.ts';
import { startScheduler } from './scheduler.ts';
import { allowFunctionsLogin, setVaultSecrets } from './secrets.ts';
import { makeTokens } from './tokens.ts';

export type SupabaseOptions = {
  /** A Postgres that was started earlier. It is stopped with the rest. Default: one is started. */
  postgres?: PostgresPart | Promise<PostgresPart>;
  /** Default: supabase/migrations. */
  migrationsFolder?: string;
  functions?: Omit<FunctionsOptions, 'tokens'>;
  /** What cron's jobs call: its first tick waits for it. */
  cronAfter?: Promise<unknown>;
};

export type SupabasePart = Part & {
  /** Superuser connection of the database. */
  url: string;
  keys: LocalKeys;
  functions: FunctionsPart;
  realtime: RealtimePart;
  /** True when the database was created by this start. */
  fresh: boolean;
};

/**
 * Starts a Supabase project on this machine, without containers: Postgres, migrations, REST and Auth, Realtime, edge functions,
 * cron, behind one gateway.
 * @param functionEnv the project's secrets, as `supabase secrets set` would hold them
 * @param report gets what is ready and after how many ms
 */
export async function startSupabase(
  config: LocalConfig,
  functionEnv: Record<string, string>,
  report: (line: string) => void = () => {},
  options: SupabaseOptions = {},
): Promise<SupabasePart> {
  const startedAt = performance.now();
  const lap = (what: string) => report(`${what} (${Math.round(performance.now() - startedAt)} ms)`);
  const configFile = options.functions?.configFile ?? join(ROOT, 'supabase', 'config.toml');
  const parts: Part[] = [];
  /** In reverse of their start; Postgres, whose clients the others are, comes last. */
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  const keep = <T extends Part>(part: T): T => {
    parts.push(part);
    return part;
  };
  try {
    const postgres = keep(await (options.postgres ?? startPostgres(config)));
    const { url, fresh } = postgres;
    lap('Postgres is ready');
    const keys = loadKeys(config);
    const tokens = makeTokens(config, keys);
    await bootstrap(url);
    const applied = await migrate(url, options.migrationsFolder, wayToForget(config));
    await allowFunctionsLogin(url);
    await setVaultSecrets(url, { project_url: urlOf(config, 'gateway'), cron_secret: keys.cronSecret });
    lap(`${applied.length} migrations applied`);
    const rest = keep(await startRest(url, keys, tokens, readProjectConfig(configFile)));
    const functions = keep(await startFunctions(config, functionEnv, { ...options.functions, tokens }));
    const realtime = keep(await startRealtime(url, tokens));
    keep(await startGateway(config, keys, tokens, { rest, functions, realtime }));
    await options.cronAfter;
    keep(await startScheduler(url));
    lap(`Supabase answers at ${urlOf(config, 'gateway')}`);
    return { name: 'supabase', url, keys, functions, realtime, fresh, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

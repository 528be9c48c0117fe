import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionsDatabaseUrl, localConfig, urlOf } from '../config.ts';
import { bootstrap } from './bootstrap.ts';
import { migrate } from './migrate.ts';
import { startPostgres } from './postgres.ts';
import { allowFunctionsLogin, setVaultSecrets } from './secrets.ts';

export type TestDatabase = {
  /** Superuser connection. */
  url: string;
  /** As edge functions connect. */
  functionsUrl: string;
  /** Crashes Postgres and starts it again on what it had committed. */
  restart: () => Promise<void>;
  /** Ends Postgres and deletes its data. */
  stop: () => Promise<void>;
};

/** For tests: a Postgres of its own with all migrations, in a temporary folder, on `firstPort + 1`. */
export async function startTestDatabase(firstPort: number): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-test-'));
  const config = localConfig({ firstPort, dataDir });
  let postgres = await startPostgres(config);
  await bootstrap(postgres.url);
  await migrate(postgres.url);
  await allowFunctionsLogin(postgres.url);
  // Where the database would call functions; nothing drains its requests here.
  await setVaultSecrets(postgres.url, { project_url: urlOf(config, 'gateway'), cron_secret: 'nobody-is-called-here' });
  return {
    url: postgres.url,
    functionsUrl: functionsDatabaseUrl(config),
    restart: async () => {
      await postgres.crash();
      postgres = await startPostgres(config);
    },
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

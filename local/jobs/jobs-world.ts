import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionsDatabaseUrl, localConfig } from '../config.ts';
import { bootstrap } from '../supabase/bootstrap.ts';
import { migrate } from '../supabase/migrate.ts';
import { startPostgres } from '../supabase/postgres.ts';
import { allowFunctionsLogin } from '../supabase/secrets.ts';
import { withDatabase } from '../supabase/with-database.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

export type JobsWorld = Awaited<ReturnType<typeof startJobsWorld>>;

/** A Postgres that can be restarted, and workers that can be killed. */
export async function startJobsWorld(firstPort: number) {
  const config = localConfig({ firstPort, dataDir: await mkdtemp(join(tmpdir(), 'gigavibe-jobs-')) });
  let postgres = await startPostgres(config);
  const { url } = postgres;
  const functionsUrl = functionsDatabaseUrl(config);
  await bootstrap(url);
  await migrate(url);
  await allowFunctionsLogin(url);
  await withDatabase(url, client =>
    client.query(`
      drop trigger wake_workers on public.jobs;
      create table public.done_jobs (key text primary key, times integer not null default 1, at timestamptz not null default clock_timestamp());
      grant select, insert, update on public.done_jobs to gigavibe_functions`),
  );
  const workers = new Set<ChildProcess>();
  const endWorker = async (worker: ChildProcess) => {
    workers.delete(worker);
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  };
  return {
    url,
    functionsUrl,
    startWorker: (who: 'ours' | 'bare') =>
      workers.add(spawn(process.execPath, [WORKER, functionsUrl, who], { stdio: ['ignore', 'ignore', 'inherit'] })),
    /** Ends all workers with -9. */
    killWorkers: async () => {
      await Promise.all([...workers].map(endWorker));
    },
    restartPostgres: async () => {
      await postgres.stop();
      postgres = await startPostgres(config);
    },
    stop: async () => {
      await Promise.all([...workers].map(endWorker));
      await postgres.stop();
      await rm(config.dataDir, { recursive: true, force: true });
    },
  };
}

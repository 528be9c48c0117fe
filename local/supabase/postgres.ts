import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseUrl, type LocalConfig } from '../config.ts';
import type { Part } from '../part.ts';
import { type PostgresAccount, postgresAccount } from './postgres-account.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { ownedFolder, prepareDataFolder } from './postgres-data.ts';
import { signal } from './process-info.ts';
import { isFreePort, requireFreePort } from './require-free-port.ts';
import { endPostgres, stopOrphanAt, stopOrphanPostgres } from './stop-orphan-postgres.ts';

export type PostgresPart = Part & {
  /** True when the cluster was created by this start. */
  fresh: boolean;
  /** Superuser connection. */
  url: string;
  /** Ends it at once, as a crash does: no connection is told goodbye, and the next start replays the log. */
  crash: () => Promise<void>;
};

const START_TIMEOUT_MS = 30_000;
/** Line of postmaster.pid that says whether connections are accepted; what pg_ctl reads too. */
const STATUS_LINE = 7;

/**
 * Starts the machine's own Postgres 18 on the world's port with its data in `<dataDir>/postgres`.
 * A Postgres that an earlier, killed world left behind, in this folder or on this port, is stopped first; what was committed is kept.
 * @param report gets a line when it ends without having been told to
 * @throws Error when the port is taken, the folder is in use by a running world, or Postgres cannot start (with its log).
 */
export async function startPostgres(
  config: LocalConfig,
  report: (line: string) => void = line => console.error(line),
): Promise<PostgresPart> {
  const account = postgresAccount();
  const dataFolder = prepareDataFolder(config.dataDir, account);
  const ownerFile = join(config.dataDir, 'postgres.owner');
  await stopOrphanPostgres(dataFolder, ownerFile);
  // Where the port is free, who names it has it in another network, as a world in a container does: that is no orphan of ours.
  if (!(await isFreePort(config, config.ports.postgres))) await stopOrphanAt(config.ports.postgres);
  await requireFreePort(config, config.ports.postgres, 'Postgres');
  const binaries = await findPostgresBinaries(account);
  const fresh = !existsSync(join(dataFolder, 'PG_VERSION'));
  if (fresh) initialise(binaries, dataFolder, account);

  const logFile = join(config.dataDir, 'logs', 'postgres.log');
  const child = launch(config, binaries, dataFolder, account, logFile);
  const pid = Number(child.pid);
  // When this process ends without `stop`, a crash or a Ctrl-C before all is ready, Postgres is told on the way out.
  const onExit = () => signal(pid, 'SIGINT');
  process.once('exit', onExit);
  child.once('exit', () => process.off('exit', onExit));
  writeFileSync(ownerFile, String(process.pid));
  await waitUntilReady(child, dataFolder, logFile);
  let stopping = false;
  child.once('exit', (code, by) => {
    if (!stopping)
      report(`The database ended by itself (${by ?? code}). Start again: it continues from what was committed last.`);
  });
  return {
    name: 'postgres',
    fresh,
    url: databaseUrl(config),
    stop: async () => {
      stopping = true;
      if (child.exitCode === null) await endPostgres(pid);
    },
    crash: async () => {
      stopping = true;
      signal(pid, 'SIGQUIT');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** What tells trigrams letters of other scripts from signs; the first that the machine has. Without one, search there forgives errors in Latin words alone. */
const LETTERS = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** Made beside its place and moved there whole: what is cut short leaves nothing that looks like a database. */
function initialise(binaries: PostgresBinaries, dataFolder: string, account: PostgresAccount | null): void {
  const place = `${dataFolder}.new`;
  rmSync(place, { recursive: true, force: true });
  const unfinished = ownedFolder(place, account);
  let said = '';
  for (const letters of LETTERS) {
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale', `--lc-ctype=${letters}`];
    const args = ['-D', unfinished, '-U', 'postgres', '-A', 'trust', ...locale, '-E', 'UTF8', '--no-sync', '--no-instructions'];
    const run = spawnSync(binaries.initdb, args, { ...as(account), encoding: 'utf8' });
    if (run.status === 0) {
      renameSync(unfinished, dataFolder);
      return;
    }
    said ||= run.stderr || String(run.error);
  }
  rmSync(unfinished, { recursive: true, force: true });
  throw new Error(`The database could not be created in ${dataFolder}:\n${said}`);
}

function launch(
  config: LocalConfig,
  binaries: PostgresBinaries,
  dataFolder: string,
  account: PostgresAccount | null,
  logFile: string,
) {
  const settings = {
    listen_addresses: config.host,
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    shared_buffers: '128MB',
    wal_level: 'logical',
    max_wal_size: '512MB',
    max_slot_wal_keep_size: '256MB',
    // Both short, so that Realtime hears of a commit within milliseconds and a dead Realtime is noticed.
    wal_writer_delay: '10ms',
    wal_sender_timeout: '5s',
    fsync: 'on',
    synchronous_commit: 'on',
    extension_control_path: `${binaries.extensions}:$system`,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  mkdirSync(join(config.dataDir, 'logs'), { recursive: true });
  const log = openSync(logFile, 'w');
  // The log is a file, not a pipe: a Postgres whose parent died must not trip over a closed pipe.
  const child = spawn(binaries.postgres, ['-D', dataFolder, '-p', String(config.ports.postgres), ...flags], {
    ...as(account),
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C in a terminal reaches only us, and we stop it after those who are connected to it.
    detached: true,
  });
  closeSync(log);
  return child;
}

function as(account: PostgresAccount | null) {
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', LC_MESSAGES: 'C', TZ: 'UTC' };
  return { env, cwd: '/', ...(account && { uid: account.uid, gid: account.gid }) };
}

async function waitUntilReady(child: ChildProcess, dataFolder: string, logFile: string): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  const deadline = performance.now() + START_TIMEOUT_MS;
  let failure: Error | undefined;
  child.once('error', error => {
    failure = error;
  });
  while (performance.now() < deadline && failure === undefined && child.exitCode === null && child.signalCode === null) {
    const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
    if (Number(lines[0]) === child.pid && lines[STATUS_LINE]?.trim() === 'ready') return;
    await delay(5);
  }
  child.kill('SIGQUIT');
  throw new Error(`Postgres did not start:\n${failure?.message ?? readFileSync(logFile, 'utf8').slice(-2000)}`);
}

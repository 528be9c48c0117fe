import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandOf, isAlive, parentOf, processesWith, signal, waitForExit } from './process-info.ts';

/** Grace of a fast shutdown before the hard one, in ms. Committed rows survive both: the next start replays the log. */
const FAST_SHUTDOWN_MS = 4000;

/**
 * Ends a Postgres that outlived its parent (kill -9) and still runs on this data folder, even when the folder was deleted since.
 * @param folder the cluster's folder, or a link to it
 * @param ownerFile holds the id of the process that started Postgres last
 * @returns true when one was found and stopped
 * @throws Error when the Postgres belongs to a world that is still running
 */
export async function stopOrphanPostgres(folder: string, ownerFile: string): Promise<boolean> {
  const dataFolder = existsSync(folder) ? realpathSync(folder) : folder;
  const pidFile = join(dataFolder, 'postmaster.pid');
  const command = `-D ${dataFolder} -p`;
  const named = existsSync(pidFile) ? [Number(readFileSync(pidFile, 'utf8').split('\n')[0])] : processesWith(command);
  const running = named.filter(pid => isAlive(pid) && commandOf(pid).includes(command));
  const owner = existsSync(ownerFile) ? Number(readFileSync(ownerFile, 'utf8')) : 0;
  for (const pid of running) {
    if (owner !== process.pid && parentOf(pid) === owner && isAlive(owner)) {
      throw new Error(
        `This data folder is in use: process ${owner} runs from ${dataFolder}. Stop it first, or use another data folder.`,
      );
    }
    await endPostgres(pid);
  }
  // A file whose id was given to another program since would keep Postgres from starting.
  if (running.length === 0) rmSync(pidFile, { force: true });
  return running.length > 0;
}

/**
 * Ends a Postgres that outlived its parent and still holds this port with another data folder, as that of a killed test run does. One whose
 * parent lives is left alone.
 */
export async function stopOrphanAt(port: number): Promise<void> {
  for (const pid of processesWith(` -p ${port} -c listen_addresses=`)) {
    const folder = / -D (.+) -p \d+ -c /.exec(commandOf(pid))?.[1];
    const ownerFile = folder === undefined ? '' : join(dirname(folder), 'postgres.owner');
    if (!existsSync(ownerFile)) continue;
    const owner = Number(readFileSync(ownerFile, 'utf8'));
    if (parentOf(pid) !== owner || !isAlive(owner)) await endPostgres(pid);
  }
}

/** Fast shutdown, then immediate shutdown if a replication client keeps it from ending. */
export async function endPostgres(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await waitForExit(pid, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await waitForExit(pid, FAST_SHUTDOWN_MS)) return;
  throw new Error(`Postgres (process ${pid}) does not stop.`);
}

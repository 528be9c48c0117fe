import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';

/** The account that Postgres runs as when we are root: Postgres refuses to run as root. */
export type PostgresAccount = { name: string; uid: number; gid: number };

const NAMES = ['postgres', 'gigavibe-postgres'];
const CREATE = [
  ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'gigavibe-postgres'],
  ['adduser', '-S', '-D', '-H', 'gigavibe-postgres'],
] as const;

/**
 * The account to run Postgres as, created if it is missing; null when we are not root and simply run as ourselves.
 * @throws Error that says what to do, when no account can be made.
 */
export function postgresAccount(): PostgresAccount | null {
  if (process.getuid?.() !== 0) return null;
  const known = NAMES.map(lookUp).find(found => found !== null);
  if (known) return known;
  for (const [command, ...args] of CREATE) {
    if (spawnSync(command, args).status === 0) {
      const made = lookUp('gigavibe-postgres');
      if (made) return made;
    }
  }
  throw new Error(
    'Postgres refuses to run as root, and no account for it could be created. ' +
      'Run as an ordinary user, or create an account first: useradd --system gigavibe-postgres',
  );
}

/** True when the account may read and enter the folder, which needs every folder above it to let it through. */
export function canEnter(account: PostgresAccount, folder: string): boolean {
  const test = spawnSync('/bin/sh', ['-c', 'test -r "$0" && test -x "$0"', folder], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
  });
  return test.status === 0;
}

/** A folder of this project outside any home, which the account can reach. Only used when the project's own folder is closed to it. */
export function sharedFolder(): string {
  const folder = '/var/lib/gigavibe';
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}

function lookUp(name: string): PostgresAccount | null {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

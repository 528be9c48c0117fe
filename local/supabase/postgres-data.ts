import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { canEnter, type PostgresAccount, sharedFolder } from './postgres-account.ts';

/**
 * The absolute folder of the cluster, made and owned by the account that Postgres runs as.
 * Normally `<dataDir>/postgres`. When the account may not enter `dataDir`, that becomes a link to a folder outside, so that
 * deleting `dataDir` still means an empty database: a folder outside to which no link leads is emptied.
 */
export function prepareDataFolder(dataDir: string, account: PostgresAccount | null): string {
  mkdirSync(dataDir, { recursive: true });
  const folder = join(dataDir, 'postgres');
  if (account === null) return ownedFolder(folder, null);
  if (isLink(folder)) {
    // What it leads to may have been wiped meanwhile, with the folder that it was in.
    sharedFolder();
    return ownedFolder(readlinkSync(folder), account);
  }
  if (!canEnter(account, dataDir)) chmodSync(dataDir, 0o755);
  if (canEnter(account, dataDir)) return ownedFolder(folder, account);
  const outside = join(sharedFolder(), `data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  rmSync(outside, { recursive: true, force: true });
  symlinkSync(outside, folder);
  return ownedFolder(outside, account);
}

/** The absolute folder, made where it was not there, readable by the account alone. */
export function ownedFolder(folder: string, account: PostgresAccount | null): string {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return realpathSync(folder);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

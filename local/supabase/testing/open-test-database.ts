import { afterAll, beforeAll } from 'vitest';
import { connectDatabase } from '../../../supabase/functions/_shared/adapters/database.ts';
import { databaseUrl, functionsDatabaseUrl, localConfig } from '../../config.ts';
import { startTestDatabase } from '../test-database.ts';

/**
 * A database for a test file, at its top: there from before its first test to after its last. `admin` is its superuser, `db` and each
 * further `connect` a pool as functions have it; all of them connect when they are first used.
 */
export function openTestDatabase(firstPort: number) {
  const config = localConfig({ firstPort });
  const [url, functionsUrl] = [databaseUrl(config), functionsDatabaseUrl(config)];
  const admin = connectDatabase(url);
  const pools = [admin];
  const connect = (max?: number) => {
    const pool = connectDatabase(functionsUrl, { max });
    pools.push(pool);
    return pool;
  };
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    ({ stop } = await startTestDatabase(firstPort));
  });
  afterAll(async () => {
    await Promise.all(pools.map(pool => pool.end()));
    await stop?.();
  });
  return { url, functionsUrl, admin, db: connect(), connect };
}

import { join } from 'node:path';
import { endOrphan } from './chain/orphan.ts';
import type { LocalConfig } from './config.ts';
import { openPidFile } from './supabase/functions/pids.ts';
import { stopOrphanPostgres } from './supabase/stop-orphan-postgres.ts';

/** Ends what a killed start left running on this data folder. Each part's own start does the same for itself. */
export async function stopOrphans(config: LocalConfig): Promise<void> {
  openPidFile(config.dataDir);
  await endOrphan(config);
  await stopOrphanPostgres(join(config.dataDir, 'postgres'), join(config.dataDir, 'postgres.owner'));
}

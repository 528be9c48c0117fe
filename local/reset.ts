import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runningStack } from './claim-world.ts';
import { readOptions } from './cli/read-options.ts';
import { localConfig } from './config.ts';
import { stopOrphans } from './stop-orphans.ts';

readOptions('npm run reset\n  Forgets people, chain and files. What is built from the sources alone (.local/cache) stays.', {});
const config = localConfig();
const pid = await runningStack(config);
if (pid) {
  console.error(`GigaVibe still runs (process ${pid}). Stop it first with Ctrl-C, then reset.`);
  process.exit(1);
}
await stopOrphans(config);
const entries = existsSync(config.dataDir) ? await readdir(config.dataDir) : [];
for (const entry of entries) {
  if (entry !== 'cache') await rm(join(config.dataDir, entry), { recursive: true, force: true });
}
console.log('Everything local is forgotten. "npm start" begins anew.');

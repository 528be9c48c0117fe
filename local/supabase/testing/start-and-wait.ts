import { localConfig } from '../../config.ts';
import { startFunctions } from '../functions/start-functions.ts';
import { startPostgres } from '../postgres.ts';

/** Run by tests as a process of its own: starts Postgres and functions, says so, and waits to be killed, or to exit on SIGUSR2. */
const [firstPort, dataDir, functionsFolder, configFile] = process.argv.slice(2);
const config = localConfig({ firstPort: Number(firstPort), dataDir: String(dataDir) });
await startPostgres(config);
await startFunctions(config, {}, { folder: String(functionsFolder), configFile: String(configFile) });
process.on('SIGUSR2', () => process.exit(1));
process.stdout.write('ready\n');
setInterval(() => {}, 1000);

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localConfig } from '../config.ts';
import { LOCAL_SECRETS } from '../function-env.ts';
import { startFunctions } from '../supabase/functions/start-functions.ts';
import { startGateway } from '../supabase/gateway.ts';
import { loadKeys } from '../supabase/keys.ts';
import { makeTokens } from '../supabase/tokens.ts';

/** The same server without a database: gateway, function host, and a function that checks signature and body alone. */
export async function startBareWorld(firstPort: number) {
  const config = localConfig({ firstPort, dataDir: await mkdtemp(join(tmpdir(), 'gigavibe-bare-')) });
  const keys = loadKeys(config);
  const tokens = makeTokens(config, keys);
  const configFile = join(config.dataDir, 'config.toml');
  await writeFile(configFile, '[functions.bare]\nverify_jwt = false\n');
  const functions = await startFunctions(
    config,
    { NEYNAR_WEBHOOK_SECRET: LOCAL_SECRETS.neynarWebhookSecret },
    { folder: fileURLToPath(new URL('./functions', import.meta.url)), configFile, tokens },
  );
  const gateway = await startGateway(config, keys, tokens, { functions });
  await functions.warm('bare');
  return {
    port: config.ports.gateway,
    stop: async () => {
      await gateway.stop();
      await functions.stop();
      await rm(config.dataDir, { recursive: true, force: true });
    },
  };
}

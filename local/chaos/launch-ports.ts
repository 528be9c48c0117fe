import type { LaunchPorts } from '../../shared/launches/ports.ts';
import { baseNodes } from '../../supabase/functions/_shared/adapters/ask-both.ts';
import type { Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { pinata } from '../../supabase/functions/_shared/adapters/ipfs.ts';
import { launchSigner } from '../../supabase/functions/_shared/adapters/signer.ts';
import { witnessedLaunches } from '../../supabase/functions/_shared/adapters/witnessed-launches.ts';
import { launchStore } from '../../supabase/functions/_shared/stores/launches.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** What a worker of launches works with, as `launch-coins` puts it together. */
export function launchPorts(
  db: Database,
  { rpcUrl, witnessUrl, ipfs, key, launching: { factory, chainId } }: Omit<WorkerSettings, 'fault'>,
  clock: LaunchPorts['clock'],
): LaunchPorts {
  const signer = launchSigner(key);
  return {
    store: launchStore(db),
    chain: witnessedLaunches(baseNodes({ BASE_RPC_URL: rpcUrl, BASE_WITNESS_URL: witnessUrl }), {
      wallet: signer.address,
      factory,
      chainId,
    }),
    sign: signer.sign,
    pin: pinata(ipfs),
    clock,
    random: Math.random,
  };
}

import type { LaunchPorts } from '../../shared/launches/ports.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { launchChain } from '../../supabase/functions/_shared/adapters/chain-launches.ts';
import type { Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { pinata } from '../../supabase/functions/_shared/adapters/ipfs.ts';
import { launchSigner } from '../../supabase/functions/_shared/adapters/signer.ts';
import { launchStore } from '../../supabase/functions/_shared/stores/launches.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** What a worker of launches works with, as `launch-coins` puts it together. */
export function launchPorts(
  db: Database,
  { rpcUrl, ipfs, key, launching: { factory, chainId } }: Omit<WorkerSettings, 'fault'>,
  clock: LaunchPorts['clock'],
): LaunchPorts {
  const signer = launchSigner(key);
  return {
    store: launchStore(db),
    chain: launchChain(chainClient(rpcUrl), { wallet: signer.address, factory, chainId }),
    sign: signer.sign,
    pin: pinata(ipfs),
    clock,
    random: Math.random,
  };
}

import { stepLaunches } from '../../shared/launches/step-launches.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { launchChain } from '../../supabase/functions/_shared/adapters/chain-launches.ts';
import { systemClock } from '../../supabase/functions/_shared/adapters/clock.ts';
import { connectDatabase } from '../../supabase/functions/_shared/adapters/database.ts';
import { pinata } from '../../supabase/functions/_shared/adapters/ipfs.ts';
import { launchSigner } from '../../supabase/functions/_shared/adapters/signer.ts';
import { launchStore } from '../../supabase/functions/_shared/stores/launches.ts';
import { killAt } from './kill-at.ts';
import { SETTINGS, type WorkerSettings } from './worker-settings.ts';

/** A process that does nothing but move launches, until it is ended or, with a fault, ends itself as kill -9 does. */
const { databaseUrl, rpcUrl, ipfs, key, launching, fault } = JSON.parse(process.env[SETTINGS] ?? '') as WorkerSettings;
const signer = launchSigner(key);
const chain = { wallet: signer.address, factory: launching.factory, chainId: launching.chainId };
const ports = killAt(
  {
    store: launchStore(connectDatabase(databaseUrl, { max: 2 })),
    chain: launchChain(chainClient(rpcUrl), chain),
    sign: signer.sign,
    pin: pinata(ipfs),
    clock: systemClock,
    random: Math.random,
  },
  fault,
);

for (;;) {
  await stepLaunches(ports, launching, 10_000);
  await systemClock.sleep(100);
}

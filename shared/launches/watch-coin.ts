import { launchBroken } from './errors.ts';
import type { Launch, LaunchPorts, Next } from './ports.ts';

const OPENING_POLL_MS = 2_000;
const FINALITY_POLL_MS = 15_000;

/** Waits for the launch fee to fall; a reorg meanwhile sends the launch back. */
export async function watchOpening(ports: LaunchPorts, launch: Launch): Promise<Next> {
  const coin = await stillThere(ports, launch);
  if (coin === null) return 'on';
  const left = coin.opensAt - ports.clock.now();
  if (left > 0) return { inMs: Math.min(left, OPENING_POLL_MS) };
  await ports.store.move(launch, 'open');
  return 'on';
}

/** Waits for the coin's block to be final. */
export async function watchFinality(ports: LaunchPorts, launch: Launch): Promise<Next> {
  const coin = await stillThere(ports, launch);
  if (coin === null) return 'on';
  if ((await ports.chain.finalizedBlock()) < coin.blockNumber) return { inMs: FINALITY_POLL_MS };
  await ports.store.move(launch, 'final');
  return 'rest';
}

/** The coin on record, or null when a reorg took its block: then the launch is `sent` again. */
async function stillThere({ store, chain }: LaunchPorts, launch: Launch) {
  const coin = await store.createdCoin(launch);
  if (!coin) throw launchBroken('incomplete', 'A confirmed launch without its coin.');
  const receipt = await chain.receipt(coin.transactionHash);
  if (receipt?.success && receipt.blockHash === coin.blockHash) return coin;
  await store.reopen(launch);
  return null;
}

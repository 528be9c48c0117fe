import { launchBroken } from './errors.ts';
import type { CreatedCoin, Launch } from './launch.ts';
import type { LaunchPorts, Next } from './ports.ts';

const OPENING_POLL_MS = 2_000;
const FINALITY_POLL_MS = 15_000;

/** Waits for the launch fee to fall; a reorg meanwhile sends the launch back. */
export async function watchOpening(ports: LaunchPorts, launch: Launch): Promise<Next> {
  const coin = await stillThere(ports, launch);
  if (coin === 'gone') return 'on';
  if (coin === 'unknown') return { inMs: OPENING_POLL_MS };
  const left = coin.opensAt - ports.clock.now();
  if (left > 0) return { inMs: Math.min(left, OPENING_POLL_MS) };
  await ports.store.move(launch, 'open');
  return 'on';
}

/** Waits for the coin's block to be final. */
export async function watchFinality(ports: LaunchPorts, launch: Launch): Promise<Next> {
  const coin = await stillThere(ports, launch);
  if (coin === 'gone') return 'on';
  if (coin === 'unknown' || (await ports.chain.finalizedBlock()) < coin.blockNumber) return { inMs: FINALITY_POLL_MS };
  await ports.store.move(launch, 'final');
  return 'rest';
}

/**
 * The coin on record; `gone` when a reorg took its block: then the launch is `sent` again. `unknown` when the node has no receipt
 * and nothing else in the place of the coin's block: it is behind, and a coin that people trade is not taken back for that.
 */
async function stillThere({ store, chain }: LaunchPorts, launch: Launch): Promise<CreatedCoin | 'gone' | 'unknown'> {
  const coin = await store.createdCoin(launch);
  if (!coin) throw launchBroken('incomplete', 'A confirmed launch without its coin.');
  const receipt = await chain.receipt(coin.transactionHash);
  if (receipt?.success && receipt.blockHash === coin.blockHash) return coin;
  const inPlace = await chain.blockHash(coin.blockNumber);
  if (inPlace === null || inPlace === coin.blockHash) return 'unknown';
  await store.reopen(launch);
  return 'gone';
}

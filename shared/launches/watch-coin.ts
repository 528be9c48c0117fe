import { coinDiffers, launchBroken, splitterMissing } from './errors.ts';
import type { CoinCreation, CreatedCoin, Launch } from './launch.ts';
import { nextPurpose } from './launch-call.ts';
import { opensForBuyers } from './launch-fee.ts';
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
  // Asked before the receipt is read again: what is compared then is what will stay.
  const finalized = await ports.chain.finalizedBlock();
  const coin = await stillThere(ports, launch);
  if (coin === 'gone') return 'on';
  if (coin === 'unknown' || finalized < coin.blockNumber) return { inMs: FINALITY_POLL_MS };
  if ((await nextPurpose(ports.chain, launch)) === 'split') throw splitterMissing();
  await ports.store.move(launch, 'final');
  return 'rest';
}

/**
 * The coin on record; `gone` when a reorg took its block: then the launch is `sent` again. `unknown` when the node has no receipt
 * and nothing else in the place of the coin's block: it is behind, and a coin that people trade is not taken back for that.
 */
async function stillThere(
  { store, chain }: Pick<LaunchPorts, 'store' | 'chain'>,
  launch: Launch,
): Promise<CreatedCoin | 'gone' | 'unknown'> {
  const coin = await store.createdCoin(launch);
  if (!coin) throw launchBroken('incomplete', 'A confirmed launch without its coin.');
  const receipt = await chain.receipt(coin.transactionHash);
  if (receipt?.success && receipt.blockHash === coin.blockHash) return agreed({ store, chain }, launch, coin, receipt.creation);
  const inPlace = await chain.blockHash(coin.blockNumber);
  if (inPlace === null || inPlace === coin.blockHash) return 'unknown';
  await store.reopen(launch);
  return 'gone';
}

/**
 * The coin on record, where the receipt says the same of its pool and time once more. Where it does not, one of the two answers was
 * not so, and the coin's own contract is asked for its pool: what it bears out stands, or takes the place of what was on record.
 * @throws AppError `launches/coin-differs` when the answer that was just given is the one that nothing bears out
 */
async function agreed(
  { store, chain }: Pick<LaunchPorts, 'store' | 'chain'>,
  launch: Launch,
  coin: CreatedCoin,
  said: CoinCreation | null,
): Promise<CreatedCoin | 'unknown'> {
  if (said?.coin === coin.coin && said.poolId === coin.poolId && said.blockAt === coin.blockAt) return coin;
  if (said?.coin !== coin.coin || said.poolId !== (await chain.poolOf(coin.coin)))
    throw coinDiffers({ said: said && { coin: said.coin, poolId: said.poolId, blockAt: said.blockAt } });
  await store.correct(launch, said, opensForBuyers(said.blockAt));
  return 'unknown';
}

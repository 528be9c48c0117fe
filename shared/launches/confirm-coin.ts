import { unixMs } from '../kernel/units.ts';
import { creationNotFound, launchBroken, otherCoin } from './errors.ts';
import type { CoinCreation, Launch } from './launch.ts';
import { opensForBuyers } from './launch-fee.ts';
import { intentOf } from './launch-intent.ts';
import type { LaunchConfig, LaunchPorts, Next } from './ports.ts';

/** How far before the consent a coin's creation is looked for, and how far ahead of us its block may be: clocks differ. */
const MARGIN_MS = 10 * 60 * 1000;

/**
 * The coin exists: writes it down with its block. Where it came from does not matter: one of our attempts (`creation`), or an earlier life of this launch.
 * @throws AppError when the coin is not the one agreed to.
 */
export async function confirmCoin(
  { store, chain, clock }: LaunchPorts,
  config: LaunchConfig,
  launch: Launch,
  creation?: CoinCreation,
): Promise<Next> {
  const { predictedAddress: predicted, consentedAt } = launch;
  if (!predicted) throw launchBroken('incomplete', 'A launch without a predicted address.');
  const since = unixMs((consentedAt ?? 0) - MARGIN_MS);
  const named = creation ?? (await chain.findCreation(predicted, since));
  // What is looked for among all logs is read again where it is looked at from here on: in the receipt of its transaction.
  const found = creation ?? (named && (await chain.receipt(named.transactionHash))?.creation);
  // The node that saw the code may be ahead of the one that looks for the event.
  if (!found) throw creationNotFound();
  const { coin, uri, payout } = found;
  const isOurs =
    uri === `ipfs://${launch.metadataCid}` &&
    payout === launch.payoutAddress &&
    found.name === launch.name &&
    found.symbol === launch.ticker &&
    isPaired(found, launch) &&
    found.blockAt < clock.now() + MARGIN_MS;
  // What is on record is what a node said before the coin was there. Where our own transaction made it elsewhere, the factory is asked again.
  if (!isOurs || (coin !== predicted && coin !== (await chain.predictCoin(intentOf(config, launch)))))
    throw otherCoin({
      coin,
      uri,
      payout,
      name: found.name,
      symbol: found.symbol,
      poolKey: found.poolKey,
      blockAt: found.blockAt,
    });
  await store.confirm(launch, found, opensForBuyers(found.blockAt));
  return 'on';
}

/** Whether its pool is one of this coin and of the currency that was signed, in the order of their addresses. */
function isPaired({ coin, currency, poolKey }: CoinCreation, { consent }: Launch): boolean {
  const [first, second] = currency < coin ? [currency, coin] : [coin, currency];
  return currency === consent?.currency && poolKey.currency0 === first && poolKey.currency1 === second;
}

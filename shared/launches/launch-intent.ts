import type { DeployIntent } from './deploy-call.ts';
import { launchBroken } from './errors.ts';
import type { Launch } from './launch.ts';
import type { LaunchConfig } from './ports.ts';
import { checkSplit } from './split.ts';
import { payoutOf } from './splitter.ts';

/** What the creator agreed to. @throws AppError when the row lacks any of it. */
export function intentOf(config: LaunchConfig, launch: Launch): DeployIntent {
  const { payoutAddress: payout, metadataCid, name, ticker, coinSalt: salt, consent } = launch;
  const owner = consent?.owners[0];
  if (!payout || !owner || !metadataCid || !name || !ticker || !salt)
    throw launchBroken('incomplete', 'The approved launch lacks its inputs.');
  // Where money goes is read from what was signed, not from a column beside it.
  if (payout !== payoutOf(checkSplit(consent.split)))
    throw launchBroken('payout-differs', 'The payout is not the one that was signed.');
  return { payout, owner, uri: `ipfs://${metadataCid}`, name, symbol: ticker, platformReferrer: config.platformReferrer, salt };
}

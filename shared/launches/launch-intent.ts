import type { DeployIntent } from './deploy-call.ts';
import { launchBroken } from './errors.ts';
import type { Launch, LaunchConfig } from './ports.ts';

/** What the creator agreed to. @throws AppError when the row lacks any of it. */
export function intentOf(config: LaunchConfig, launch: Launch): DeployIntent {
  const { payoutAddress: payout, metadataCid, name, ticker, coinSalt: salt } = launch;
  if (!payout || !metadataCid || !name || !ticker || !salt)
    throw launchBroken('incomplete', 'The approved launch lacks its inputs.');
  return { payout, uri: `ipfs://${metadataCid}`, name, symbol: ticker, platformReferrer: config.platformReferrer, salt };
}

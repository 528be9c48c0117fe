import { noCoin, noSuchFile, notHolding, operatorsOnly, takenDown } from './errors.ts';
import type { Entitlement, HoldersFile, ReleasePorts } from './ports.ts';

/** Coins have 18 decimals. */
const COIN = 10n ** 18n;

/** Where the sealed file is and what opens it: the key in base64, the size in bytes. */
export type Released = { cid: string; mime: string; size: number; key: string };

/**
 * Gives the key of a holders' file to who is entitled: its maker, whose wallets hold enough of the coin at this moment, or an operator who says why.
 * Each release is written down before the key leaves; what was taken down in between is not given.
 * @throws AppError `premium/…` 404, 403 for who is not entitled, 409 without a coin, 410 when it was taken down; `chain/away` 503
 */
export async function releaseKey(
  fileId: string,
  { userId, reason }: { userId: string; reason: string | undefined },
  ports: ReleasePorts,
): Promise<Released> {
  const file = await ports.find(fileId);
  if (!file) throw noSuchFile();
  const entitled = await entitlementOf(file, userId, reason, ports);
  const key = await ports.unwrap(file.wrapped, file.id);
  if (!(await ports.noteRelease(file.id, userId, entitled))) throw takenDown();
  return { cid: file.cid, mime: file.mime, size: file.size, key: btoa(String.fromCharCode(...key)) };
}

async function entitlementOf(
  file: HoldersFile,
  userId: string,
  reason: string | undefined,
  ports: ReleasePorts,
): Promise<Entitlement> {
  if (reason !== undefined) {
    if (!(await ports.isOperator(userId))) throw operatorsOnly();
    return { as: 'operator', reason };
  }
  if (!file.open) throw takenDown();
  if (file.makerId === userId) return { as: 'maker' };
  if (file.coin === null) throw noCoin();
  const wallets = await ports.walletsOf(userId);
  const { block, held } = await ports.readBalances(file.coin, wallets);
  const least = file.leastCoins * COIN;
  if (held < least) throw notHolding({ held, least, block });
  return { as: 'holder', block };
}

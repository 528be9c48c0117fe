import { type UnixMs, unixMs } from '../kernel/units.ts';
import { consentTypedData } from './consent.ts';
import type { ConsentCard, ConsentConfig, ConsentPorts, LaunchFile } from './consent-ports.ts';
import { consentExpired, launchNotFound, notTheCreator, noWallet, tickerTaken, wrongState } from './errors.ts';
import { coinMetadata, metadataBytes } from './metadata.ts';
import { metadataCid } from './metadata-cid.ts';
import { checkName, checkTicker, suggestTicker } from './ticker.ts';

const HOUR_MS = 3_600_000;
/** An approval in the last minute must still have time to become a coin: the signed expiry is this much later than the card's. */
export const LAUNCH_GRACE_MS = HOUR_MS;

/**
 * Shows a creator the consent card. The time to answer begins with the first look, or with the notice that a host took before it.
 * @throws AppError 404, 403 (another person's), 409 (past this point, time over, no wallet)
 */
export async function openConsent(
  ports: ConsentPorts,
  config: ConsentConfig,
  ask: { launchId: string; userId: string },
): Promise<ConsentCard> {
  const file = await creatorsFile(ports, ask);
  await answerable(ports, file);
  return writeCard(ports, config, file, {});
}

/** Changes name or ticker, which is a new consent. @throws as `openConsent`, and 400 with words when a text does not do. */
export async function editConsent(
  ports: ConsentPorts,
  config: ConsentConfig,
  ask: { launchId: string; userId: string; name?: string | undefined; ticker?: string | undefined },
): Promise<ConsentCard> {
  const file = await creatorsFile(ports, ask);
  await answerable(ports, file);
  const name = ask.name === undefined ? undefined : checkName(ask.name);
  const ticker = ask.ticker === undefined ? undefined : checkTicker(ask.ticker);
  if (ticker !== undefined) {
    const taken = await ports.store.takenTickers(file.launch.id, ticker.slice(0, 4));
    if (taken.has(ticker)) throw tickerTaken(ticker, suggestTicker(ticker, taken));
  }
  return writeCard(ports, config, file, { name, ticker });
}

/** The launch of this creator. @throws AppError 404 or 403 */
export async function creatorsFile({ store }: ConsentPorts, ask: { launchId: string; userId: string }): Promise<LaunchFile> {
  const file = await store.file(ask.launchId);
  if (!file) throw launchNotFound();
  if (file.launch.userId !== ask.userId) throw notTheCreator();
  return file;
}

/** @throws AppError 409 when the time that the notice or the first look began is over. */
async function answerable(ports: ConsentPorts, file: LaunchFile): Promise<void> {
  const { status, consentExpiresAt } = file.launch;
  if (status === 'awaiting_consent' || (status === 'detected' && consentExpiresAt !== null)) await stillInTime(ports, file);
}

/** @throws AppError 409 when the card's time is over, having said so in the row. */
export async function stillInTime({ store, now }: ConsentPorts, { launch }: LaunchFile): Promise<UnixMs> {
  const expiresAt = launch.consentExpiresAt;
  if (expiresAt === null || expiresAt <= now()) {
    await store.move(launch, 'expired');
    throw consentExpired();
  }
  return expiresAt;
}

async function writeCard(
  ports: ConsentPorts,
  config: ConsentConfig,
  file: LaunchFile,
  edit: { name?: string | undefined; ticker?: string | undefined },
): Promise<ConsentCard> {
  const { launch } = file;
  if (launch.status !== 'detected' && launch.status !== 'awaiting_consent') throw wrongState(launch.status);
  if (!launch.performanceLive) throw wrongState('held');
  if (!file.creatorWallet) throw noWallet();
  const name = edit.name ?? launch.name ?? file.title;
  const ticker = edit.ticker ?? (await freeTicker(ports, file));
  const metadata = coinMetadata({ name, ticker, performance: file.performance, receipt: file.receipt });
  const cid = await metadataCid(metadataBytes(metadata));
  const expiresAt = launch.consentExpiresAt ?? unixMs(ports.now() + config.consentHours * HOUR_MS);
  if (!(await ports.store.openCard(launch, { name, ticker, metadata, metadataCid: cid, expiresAt }))) throw wrongState('changed');
  return {
    launch: {
      id: launch.id,
      performance_id: launch.performanceId,
      status: 'awaiting_consent',
      name,
      ticker,
      expires_at: new Date(expiresAt).toISOString(),
    },
    typedData: typedDataOf(config, {
      launchId: launch.id,
      name,
      ticker,
      metadataCid: cid,
      creator: file.creatorWallet,
      expiresAt,
    }),
  };
}

/** The typed data of a card; approve builds it again from the row. `expiresAt` is the card's. */
export function typedDataOf(
  config: ConsentConfig,
  card: { launchId: string; name: string; ticker: string; metadataCid: string; creator: `0x${string}`; expiresAt: UnixMs },
) {
  const { expiresAt, ...inputs } = card;
  const expiry = Math.floor((expiresAt + LAUNCH_GRACE_MS) / 1000);
  return consentTypedData({ ...inputs, chainId: config.chainId, factory: config.factory, expiresAt: expiry });
}

/** The ticker that the launch has, unless somebody else took it in the meantime. */
async function freeTicker({ store }: ConsentPorts, { launch, title }: LaunchFile): Promise<string> {
  const wanted = launch.ticker ?? suggestTicker(title);
  const taken = await store.takenTickers(launch.id, wanted.slice(0, 4));
  return taken.has(wanted) ? suggestTicker(wanted, taken) : wanted;
}

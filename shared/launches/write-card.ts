import { blockCid } from '../kernel/block-cid.ts';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import { consentTypedData, signedExpiry } from './consent.ts';
import type { ConsentCard, ConsentConfig, ConsentPorts, LaunchFile } from './consent-ports.ts';
import { noWallet, wrongState } from './errors.ts';
import { coinMetadata, metadataBytes } from './metadata.ts';
import { type LaunchPart, ownBps, type PartAsk, splitOf } from './part.ts';
import { choosePicture } from './picture.ts';
import type { Split } from './split.ts';
import { suggestName, suggestTicker } from './ticker.ts';

const HOUR_MS = 3_600_000;

/** What a creator changes, checked already; what is left out stays. */
export type CardEdit = {
  name?: string | undefined;
  ticker?: string | undefined;
  picture?: string | undefined;
  parts?: PartAsk[] | undefined;
};

/**
 * Writes what the card shows, and gives it. Null when somebody wrote to the launch since it was read: what this would write was
 * made from what is no more.
 * @throws AppError 409 past this point, or without a wallet
 */
export async function writeCard(
  ports: ConsentPorts,
  config: ConsentConfig,
  file: LaunchFile,
  edit: CardEdit,
): Promise<ConsentCard | null> {
  const { launch, creatorWallet } = file;
  if (launch.status !== 'detected' && launch.status !== 'awaiting_consent') throw wrongState(launch.status);
  if (!launch.performanceLive) throw wrongState('held');
  if (!creatorWallet) throw noWallet();
  const name = edit.name ?? suggestName(launch.name ?? file.title);
  const ticker = edit.ticker ?? (await freeTicker(ports, file));
  const picture = choosePicture(file.pictures, edit.picture ?? file.picture);
  const performance = { ...file.performance, posterUrl: picture?.url ?? null };
  const metadata = coinMetadata({ name, ticker, performance, receipt: file.receipt });
  const cid = await blockCid(metadataBytes(metadata));
  const expiresAt = launch.consentExpiresAt ?? unixMs((await ports.now()) + config.consentHours * HOUR_MS);
  // A take that grew from others begins with their parts. They accept like everybody, and the creator may change them.
  const asked =
    edit.parts ?? (launch.status === 'detected' && file.parts.length === 0 && file.credit.length > 0 ? file.credit : undefined);
  const inputs = { name, ticker, picture: picture?.id ?? null, metadata, metadataCid: cid, expiresAt, parts: asked ?? null };
  if (!(await ports.store.openCard(launch, inputs))) return null;
  // What the store made of the parts: who is asked for the same part as before has answered already.
  const parts = asked ? ((await ports.store.file(launch.id))?.parts ?? []) : file.parts;
  const split = splitOf(creatorWallet, parts);
  return {
    launch: {
      id: launch.id,
      performance_id: launch.performanceId,
      status: 'awaiting_consent',
      name,
      ticker,
      expires_at: new Date(expiresAt).toISOString(),
    },
    picture: picture?.id ?? '',
    pictures: file.pictures,
    metadata,
    own_bps: ownBps(parts),
    parts: parts.map(sayPart),
    typedData:
      split &&
      typedDataOf(config, { launchId: launch.id, name, ticker, metadataCid: cid, creator: creatorWallet, split, expiresAt }),
  };
}

function sayPart({ username, displayName, bps, answer, account }: LaunchPart) {
  return { username, display_name: displayName, bps, answer, account };
}

/** The typed data of a card; approve builds it again from the row. `expiresAt` is the card's. */
export function typedDataOf(
  config: ConsentConfig,
  card: {
    launchId: string;
    name: string;
    ticker: string;
    metadataCid: string;
    creator: `0x${string}`;
    split: Split;
    expiresAt: UnixMs;
  },
) {
  const { expiresAt, ...inputs } = card;
  return consentTypedData({ ...inputs, chainId: config.chainId, factory: config.factory, expiresAt: signedExpiry(expiresAt) });
}

/** The ticker that the launch has, unless somebody else took it in the meantime. */
async function freeTicker({ store }: ConsentPorts, { launch, title }: LaunchFile): Promise<string> {
  const wanted = launch.ticker ?? suggestTicker(title);
  const taken = await store.takenTickers(launch.id, wanted.slice(0, 4));
  return taken.has(wanted) ? suggestTicker(wanted, taken) : wanted;
}

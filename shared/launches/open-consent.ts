import { invalidInput } from '../kernel/app-error.ts';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import { consentTypedData } from './consent.ts';
import type { ConsentCard, ConsentConfig, ConsentPorts, LaunchFile } from './consent-ports.ts';
import { consentExpired, launchNotFound, notTheCreator, noWallet, tickerTaken, unknownPerson, wrongState } from './errors.ts';
import { coinMetadata, metadataBytes } from './metadata.ts';
import { metadataCid } from './metadata-cid.ts';
import { checkParts, type LaunchPart, ownBps, type PartAsk, splitOf } from './part.ts';
import { choosePicture } from './picture.ts';
import type { Split } from './split.ts';
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

export type ConsentEdit = {
  name?: string | undefined;
  ticker?: string | undefined;
  picture?: string | undefined;
  split?: { username: string; bps: number }[] | undefined;
};

/** Changes name, ticker, picture or split, which is a new consent. @throws as `openConsent`, and 400 with words when a change does not do. */
export async function editConsent(
  ports: ConsentPorts,
  config: ConsentConfig,
  ask: { launchId: string; userId: string } & ConsentEdit,
): Promise<ConsentCard> {
  const file = await creatorsFile(ports, ask);
  await answerable(ports, file);
  const name = ask.name === undefined ? undefined : checkName(ask.name);
  const ticker = ask.ticker === undefined ? undefined : checkTicker(ask.ticker);
  if (ticker !== undefined) {
    const taken = await ports.store.takenTickers(file.launch.id, ticker.slice(0, 4));
    if (taken.has(ticker)) throw tickerTaken(ticker, suggestTicker(ticker, taken));
  }
  const picture = ask.picture === undefined ? undefined : choosePicture(file.pictures, ask.picture).id;
  const parts = ask.split && (await findParts(ports, file, ask.split));
  return writeCard(ports, config, file, { name, ticker, picture, parts });
}

/** @throws AppError 400 when the parts do not do, or somebody is not known here. */
async function findParts(
  { store }: ConsentPorts,
  { launch }: LaunchFile,
  split: { username: string; bps: number }[],
): Promise<PartAsk[]> {
  checkParts(split);
  const wanted = split.map(({ username, bps }) => ({ username: username.trim().replace(/^@/, '').toLowerCase(), bps }));
  if (new Set(wanted.map(({ username }) => username)).size < wanted.length)
    throw invalidInput('launches/bad-split', 'Somebody is there twice.');
  const people = await store.findPeople(wanted.map(({ username }) => username));
  return wanted.map(({ username, bps }) => {
    const person = people.find(found => found.username.toLowerCase() === username);
    if (!person) throw unknownPerson(username);
    if (person.userId === launch.userId) throw invalidInput('launches/bad-split', 'Your own part is what is left.');
    return { userId: person.userId, bps };
  });
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
  edit: Omit<ConsentEdit, 'split'> & { parts?: PartAsk[] | undefined },
): Promise<ConsentCard> {
  const { launch, creatorWallet } = file;
  if (launch.status !== 'detected' && launch.status !== 'awaiting_consent') throw wrongState(launch.status);
  if (!launch.performanceLive) throw wrongState('held');
  if (!creatorWallet) throw noWallet();
  const name = edit.name ?? launch.name ?? file.title;
  const ticker = edit.ticker ?? (await freeTicker(ports, file));
  const picture = choosePicture(file.pictures, edit.picture ?? file.picture);
  const performance = { ...file.performance, posterUrl: picture?.url ?? null };
  const metadata = coinMetadata({ name, ticker, performance, receipt: file.receipt });
  const cid = await metadataCid(metadataBytes(metadata));
  const expiresAt = launch.consentExpiresAt ?? unixMs(ports.now() + config.consentHours * HOUR_MS);
  // A take that grew from others begins with their parts. They accept like everybody, and the creator may change them.
  const asked =
    edit.parts ?? (launch.status === 'detected' && file.parts.length === 0 && file.credit.length > 0 ? file.credit : undefined);
  const inputs = { name, ticker, picture: picture?.id ?? null, metadata, metadataCid: cid, expiresAt, parts: asked ?? null };
  if (!(await ports.store.openCard(launch, inputs))) throw wrongState('changed');
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
  const expiry = Math.floor((expiresAt + LAUNCH_GRACE_MS) / 1000);
  return consentTypedData({ ...inputs, chainId: config.chainId, factory: config.factory, expiresAt: expiry });
}

/** The ticker that the launch has, unless somebody else took it in the meantime. */
async function freeTicker({ store }: ConsentPorts, { launch, title }: LaunchFile): Promise<string> {
  const wanted = launch.ticker ?? suggestTicker(title);
  const taken = await store.takenTickers(launch.id, wanted.slice(0, 4));
  return taken.has(wanted) ? suggestTicker(wanted, taken) : wanted;
}

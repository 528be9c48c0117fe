import { invalidInput } from '../kernel/app-error.ts';
import type { UnixMs } from '../kernel/units.ts';
import type { ConsentCard, ConsentConfig, ConsentPorts, LaunchFile } from './consent-ports.ts';
import { consentExpired, inputsChanged, launchNotFound, notTheCreator, tickerTaken, unknownPerson } from './errors.ts';
import { checkParts, type PartAsk } from './part.ts';
import { choosePicture } from './picture.ts';
import { checkName, checkTicker, suggestTicker } from './ticker.ts';
import { writeCard } from './write-card.ts';

/** Others may write to a launch between a reading and a writing; who keeps losing is told so. */
const MOST_TRIES = 5;

/**
 * Shows a creator the consent card. The time to answer begins with the first look, or with the notice that a host took before it.
 * @throws AppError 404, 403 (another person's), 409 (past this point, time over, no wallet)
 */
export async function openConsent(
  ports: ConsentPorts,
  config: ConsentConfig,
  ask: { launchId: string; userId: string },
): Promise<ConsentCard> {
  return untilWritten(ports, ask, file => writeCard(ports, config, file, {}));
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
  const name = ask.name === undefined ? undefined : checkName(ask.name);
  const ticker = ask.ticker === undefined ? undefined : checkTicker(ask.ticker);
  return untilWritten(ports, ask, async file => {
    if (ticker !== undefined) {
      const taken = await ports.store.takenTickers(file.launch.id, ticker.slice(0, 4));
      if (taken.has(ticker)) throw tickerTaken(ticker, suggestTicker(ticker, taken));
    }
    const picture = ask.picture === undefined ? undefined : choosePicture(file.pictures, ask.picture).id;
    const parts = ask.split && (await findParts(ports, file, ask.split));
    return writeCard(ports, config, file, { name, ticker, picture, parts });
  });
}

/** Reads the launch again where somebody was faster, so that nobody's change undoes another's. */
async function untilWritten(
  ports: ConsentPorts,
  ask: { launchId: string; userId: string },
  write: (file: LaunchFile) => Promise<ConsentCard | null>,
): Promise<ConsentCard> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const file = await creatorsFile(ports, ask);
    await answerable(ports, file);
    const card = await write(file);
    if (card) return card;
  }
  throw inputsChanged();
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
    const person = people.find(found => found.username === username);
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
  if (expiresAt === null || expiresAt <= (await now())) {
    await store.move(launch, 'expired');
    throw consentExpired();
  }
  return expiresAt;
}

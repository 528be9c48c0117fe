import type { Hex } from 'viem';
import { coinSalt } from './coin-salt.ts';
import { type ConsentMessage, sameConsent } from './consent.ts';
import type { ConsentConfig, ConsentPorts, LaunchFile } from './consent-ports.ts';
import { badSignature, inputsChanged, noPicture, noWallet, partUnanswered, wrongState } from './errors.ts';
import { creatorsFile, stillInTime } from './open-consent.ts';
import { splitOf } from './part.ts';
import type { LaunchStatus } from './states.ts';
import { typedDataOf } from './write-card.ts';

/**
 * Approves a coin: the signature must be the creator's verified wallet's over exactly what the row says. Sending it again changes nothing.
 * @throws AppError 404, 403, 409 (wrong state, time over, inputs changed, no wallet, no picture, a part that nobody accepted), 400 (signature)
 */
export async function approveLaunch(
  ports: ConsentPorts,
  config: ConsentConfig,
  ask: { launchId: string; userId: string; message: ConsentMessage; signature: Hex },
): Promise<{ status: 'approved' }> {
  const file = await creatorsFile(ports, ask);
  const { launch, creatorWallet: creator } = file;
  // The same answer again, because the first reply was lost on its way. What has come to nothing since is not called approved.
  if (launch.consent && sameConsent(launch.consent, ask.message) && !NOTHING_COMES_OF.includes(launch.status))
    return { status: 'approved' };
  if (launch.status !== 'awaiting_consent') throw wrongState(launch.status);
  if (!launch.performanceLive) throw wrongState('held');
  const expiresAt = await stillInTime(ports, file);
  if (!creator) throw noWallet();
  const { name, ticker, metadata, metadataCid } = launch;
  if (!name || !ticker || !metadata || !metadataCid) throw inputsChanged();
  if (!metadata.image) throw noPicture();
  const split = splitOf(creator, file.parts);
  if (!split) throw partUnanswered(missing(file.parts));
  const data = typedDataOf(config, { launchId: launch.id, name, ticker, metadataCid, creator, split, expiresAt });
  if (!sameConsent(data.message, ask.message)) throw inputsChanged();
  if (!(await ports.verify(creator, data, ask.signature))) throw badSignature();
  const salt = coinSalt(config.chainId, file.performance.castHash);
  const approval = { message: data.message, parts: file.parts, signature: ask.signature, coinSalt: salt, now: await ports.now() };
  if (!(await ports.store.approve(launch, approval))) throw inputsChanged();
  return { status: 'approved' };
}

const NOTHING_COMES_OF: LaunchStatus[] = ['held', 'expired', 'dead'];

function missing(parts: LaunchFile['parts']): string {
  return parts
    .filter(({ answer }) => answer !== 'accepted')
    .map(({ displayName }) => displayName)
    .join(' and ');
}

/** Says no, once and for all. Saying it twice is fine. @throws AppError 404, 403, 409 (already approved) */
export async function refuseLaunch(
  ports: ConsentPorts,
  ask: { launchId: string; userId: string },
): Promise<{ status: 'refused' }> {
  const { launch } = await creatorsFile(ports, ask);
  if (launch.status === 'refused') return { status: 'refused' };
  if (launch.status !== 'detected' && launch.status !== 'awaiting_consent') throw wrongState(launch.status);
  if (!(await ports.store.move(launch, 'refused'))) throw wrongState('changed');
  return { status: 'refused' };
}

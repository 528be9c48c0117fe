import type { UnixMs } from '../kernel/units.ts';
import { kindOf } from './error-kind.ts';
import { feeTooLow, launchBroken, nonceTooHigh } from './errors.ts';
import { bumpFees, capFees } from './fees.ts';
import { fillGaps } from './fill-gaps.ts';
import type { Launch, LaunchAttempt } from './launch.ts';
import { checkedCall } from './launch-call.ts';
import type { LaunchConfig, LaunchPorts, Next } from './ports.ts';
import { signAttempt } from './sign-attempt.ts';
import { stopOf } from './stop-of.ts';

/** A signed launch that the factory or the node refuses keeps its nonce so long, as others may wait behind it. */
const GIVE_UP_MS = 20_000;

/**
 * Puts the signed transaction on the wire for the first time, after one more simulation. Where the launch may go no further by now, its nonce is used up by
 * a transaction that does nothing.
 */
export async function send(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  const { store, chain, clock } = ports;
  const [attempt] = await store.attempts(launch);
  if (!attempt || !launch.predictedAddress) throw launchBroken('unsigned', 'A signed launch without a transaction.');
  // With the coin there, it was on the wire before; once more does no harm, and a nonce that is never used would hold up all later ones.
  const isThere = attempt.purpose !== 'fill' && (await chain.hasCode(launch.predictedAddress));
  if (attempt.purpose !== 'fill' && stopOf(launch, clock.now()) !== null) {
    // One answer does not let a take that may go no further become a coin: the wallet's count must have passed the nonce, too.
    if (!isThere || (await chain.minedCount()) <= attempt.nonce)
      return putOnWire(ports, config, launch, await replace(ports, config, launch, attempt, 'fill'));
  } else if (attempt.purpose !== 'fill' && !isThere) {
    try {
      await chain.simulate(checkedCall(config, launch, attempt.wallet, attempt.purpose));
    } catch (error) {
      if (!isHopeless(error, attempt, clock.now())) throw error;
      return putOnWire(ports, config, launch, await replace(ports, config, launch, attempt, 'fill'));
    }
  }
  return putOnWire(ports, config, launch, attempt);
}

/** Refused as it is, and not for the first time: what is left is to use its nonce up. */
function isHopeless(error: unknown, { purpose, signedAt }: LaunchAttempt, now: UnixMs): boolean {
  return purpose !== 'fill' && kindOf(error) === 'execution' && now - signedAt >= GIVE_UP_MS;
}

/**
 * Sends an attempt and says so on record. What a node answers to it decides what comes next; one that no node takes gives its
 * place to a transaction that does nothing.
 */
export async function putOnWire(ports: LaunchPorts, config: LaunchConfig, launch: Launch, attempt: LaunchAttempt): Promise<Next> {
  const { store, chain, clock } = ports;
  const said = await chain.broadcast(attempt.raw).catch(error => {
    if (!isHopeless(error, attempt, clock.now())) throw error;
    return 'refused' as const;
  });
  if (said === 'refused') return putOnWire(ports, config, launch, await replace(ports, config, launch, attempt, 'fill'));
  if (said === 'too-high') {
    await fillGaps(ports, config, launch);
    throw nonceTooHigh();
  }
  await store.markSent(launch, attempt.hash, clock.now());
  if (said !== 'underpriced') return 'on';
  // On record and not marked as sent: the next step sends it.
  await replace(ports, config, launch, attempt, attempt.purpose);
  return 'on';
}

/** The same nonce with higher fees, on record: either of the two is mined, never both. @throws AppError when the cap leaves no room. */
export async function replace(
  ports: LaunchPorts,
  config: LaunchConfig,
  launch: Launch,
  before: LaunchAttempt,
  purpose: LaunchAttempt['purpose'],
): Promise<LaunchAttempt> {
  const fees = bumpFees(before, capFees(await ports.chain.fees(), config.mostFeeGwei), config.mostFeeGwei);
  if (fees === null) throw feeTooLow();
  const attempt = await signAttempt(ports, config, launch, { purpose, nonce: before.nonce, fees });
  await ports.store.recordAttempt(launch, attempt);
  return attempt;
}

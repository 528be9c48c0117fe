import { confirmCoin } from './confirm-coin.ts';
import { addressChanged, cidDiffers, launchBroken, nonceLost, tooManyWaiting, walletRefuses } from './errors.ts';
import { capFees } from './fees.ts';
import { followSent } from './follow-transaction.ts';
import type { Launch } from './launch.ts';
import { checkedCall, nextPurpose } from './launch-call.ts';
import { opensAt } from './launch-fee.ts';
import { intentOf } from './launch-intent.ts';
import { metadataBytes } from './metadata.ts';
import type { LaunchConfig, LaunchPorts, Next } from './ports.ts';
import { send } from './send-launch.ts';
import { gasLimit, signAttempt } from './sign-attempt.ts';
import { stopOf } from './stop-of.ts';
import type { Purpose } from './wallet-policy.ts';
import { watchFinality, watchOpening } from './watch-coin.ts';

/** A launch whose transactions were mined so often without a coin is given up. */
const MOST_REVERTS = 4;
/** Nodes keep so many transactions of one wallet that are not mined yet. */
const MOST_WAITING = 64;
/** A take is compared within seconds of its cast; it takes longer while its files cannot be had. */
const COMPARED_POLL_MS = 5_000;

/** Moves a launch one step further from the state that its row is in. Safe to run again after a crash anywhere within. */
export async function advanceLaunch(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  switch (launch.status) {
    case 'detected':
      // The time to answer begins with the notice or with the first look at the card.
      return launch.consentExpiresAt === null ? 'rest' : expire(ports, launch);
    case 'awaiting_consent':
      return expire(ports, launch);
    case 'approved':
      return (await stopped(ports, launch)) ?? (launch.isCompared ? pin(ports, config, launch) : { inMs: COMPARED_POLL_MS });
    case 'pinned':
      return (await stopped(ports, launch)) ?? reserve(ports, config, launch);
    case 'failed':
      return retry(ports, config, launch);
    case 'reserved':
      return (await stopped(ports, launch)) ?? sign(ports, config, launch);
    case 'signed':
      return send(ports, config, launch);
    case 'sent':
      return followSent(ports, config, launch);
    case 'confirmed':
      return watchOpening(ports, launch);
    case 'open':
      return watchFinality(ports, launch);
    default:
      return 'rest';
  }
}

async function expire({ store, clock }: LaunchPorts, launch: Launch): Promise<Next> {
  const left = (launch.consentExpiresAt ?? 0) - clock.now();
  if (left > 0) return { inMs: left };
  await store.move(launch, 'expired');
  return 'rest';
}

/** A consent that ran out, or a performance that was taken back, makes no coin. */
async function stopped({ store, clock }: LaunchPorts, launch: Launch): Promise<Next | null> {
  const stop = stopOf(launch, clock.now());
  if (stop === null) return null;
  await store.move(launch, stop);
  return 'rest';
}

async function pin({ store, pin, clock }: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  if (!launch.metadata || !launch.metadataCid) throw launchBroken('incomplete', 'The approved launch lacks its metadata.');
  const cid = await pin(metadataBytes(launch.metadata), `${launch.ticker}.json`);
  if (cid !== launch.metadataCid) throw cidDiffers({ cid, expected: launch.metadataCid });
  await store.move(launch, 'pinned', { opensAt: opensAt(clock.now(), config.leadSeconds) });
  return 'on';
}

async function reserve(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  const { store, chain, clock } = ports;
  const purpose = await nextPurpose(chain, launch);
  const left = (launch.opensAt ?? 0) - clock.now();
  // Nobody can buy a splitter: it is made while the coin is announced.
  if (left > 0 && purpose === 'launch') return { inMs: left };
  const intent = intentOf(config, launch);
  const predicted = await chain.predictCoin(intent);
  // Nothing can be at an address that nothing was signed for: where the node errs, now or then, the newer answer is as good.
  const isAnother = launch.predictedAddress !== null && launch.predictedAddress !== predicted;
  if (isAnother && (await wasSigned(ports, launch))) throw addressChanged({ predicted });
  if (await chain.hasCode(predicted)) return confirmCoin(ports, config, { ...launch, predictedAddress: predicted });
  if (launch.status === 'failed') {
    const over = await stopped(ports, launch);
    if (over) return over;
  }
  const [gas, fees, chainCount, minedCount, balance] = await Promise.all([
    chain.simulate(checkedCall(config, launch, chain.wallet, purpose)),
    chain.fees(),
    chain.pendingCount(),
    chain.minedCount(),
    chain.balance(),
  ]);
  // Each number that is left open before a nonce costs a transaction that does nothing: one wrong count must not open a thousand.
  if (chainCount - minedCount > MOST_WAITING) throw tooManyWaiting({ pending: chainCount, mined: minedCount });
  const mostFee = gasLimit(gas) * capFees(fees, config.mostFeeGwei).maxFeePerGas;
  // A count of what waits that is lower than that of what is mined would lead to a nonce that is used.
  const from = Math.max(chainCount, minedCount);
  const wallet = { address: chain.wallet, chainId: config.chainId, chainCount: from, balance, mostFee };
  const answer = await store.reserve(launch, wallet, predicted, clock.now());
  if (typeof answer === 'object') throw walletRefuses(answer.refused);
  return 'on';
}

/** Whether a coin may come of what was signed for this launch. */
async function wasSigned({ store }: LaunchPorts, launch: Launch): Promise<boolean> {
  return (await store.attempts(launch, 'all')).some(attempt => attempt.purpose === 'launch');
}

async function retry(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  const attempts = await ports.store.attempts(launch, 'all');
  const refused = (purpose: Purpose) =>
    new Set(attempts.filter(attempt => attempt.purpose === purpose).map(attempt => attempt.nonce)).size;
  const times = Math.max(refused('launch'), refused('split'));
  if (times >= MOST_REVERTS) throw launchBroken('reverted', `The chain refused the coin ${times} times.`);
  return reserve(ports, config, launch);
}

async function sign(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  const { store, chain, clock } = ports;
  if (!launch.predictedAddress || launch.nonce === null) throw launchBroken('incomplete', 'A reserved launch without its nonce.');
  // Before anything is signed the factory is asked again: the address on record may be what one node said once.
  const predicted = await chain.predictCoin(intentOf(config, launch));
  if (predicted !== launch.predictedAddress) throw addressChanged({ predicted });
  if (await chain.hasCode(predicted)) return confirmCoin(ports, config, launch);
  const purpose = await nextPurpose(chain, launch);
  // The nonce was for the splitter, which somebody else has made meanwhile: the coin still waits for its announced time.
  if (purpose === 'launch' && (launch.opensAt ?? 0) > clock.now()) {
    await store.move(launch, 'pinned');
    return 'on';
  }
  const attempt = await signAttempt(ports, config, launch, {
    purpose,
    nonce: launch.nonce,
    fees: capFees(await chain.fees(), config.mostFeeGwei),
  });
  if (!(await store.recordAttempt(launch, attempt))) throw nonceLost();
  return 'on';
}

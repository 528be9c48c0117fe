import { confirmCoin } from './confirm-coin.ts';
import { checkDeployCall, type DeployIntent, deployCall } from './deploy-call.ts';
import { launchBroken } from './errors.ts';
import { bumpFees, capFees, type Fees } from './fees.ts';
import { followSent, watchFinality, watchOpening } from './follow-transaction.ts';
import { opensAt } from './launch-fee.ts';
import { metadataBytes } from './metadata.ts';
import type { Launch, LaunchAttempt, LaunchConfig, LaunchPorts, Next } from './ports.ts';

/** A launch whose transactions were mined so often without a coin is given up. */
const MOST_REVERTS = 4;

/** Moves a launch one step further from the state that its row is in. Safe to run again after a crash anywhere within. */
export async function advanceLaunch(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  switch (launch.status) {
    case 'detected':
      // The time to answer begins with the notice or with the first look at the card.
      return launch.consentExpiresAt === null ? 'rest' : expire(ports, launch);
    case 'awaiting_consent':
      return expire(ports, launch);
    case 'approved':
      return (await stopped(ports, launch)) ?? pin(ports, config, launch);
    case 'pinned':
      return (await stopped(ports, launch)) ?? reserve(ports, config, launch);
    case 'failed':
      return retry(ports, config, launch);
    case 'reserved':
      return sign(ports, config, launch);
    case 'signed':
      return send(ports, launch);
    case 'sent':
      return followSent(ports, launch, attempt => bump(ports, config, launch, attempt));
    case 'confirmed':
      return watchOpening(ports, launch);
    case 'open':
      return watchFinality(ports, launch);
    default:
      return 'rest';
  }
}

/** What the creator agreed to. @throws AppError when the row lacks any of it. */
export function intentOf(config: LaunchConfig, launch: Launch): DeployIntent {
  const { payoutAddress: payout, metadataCid, name, ticker, coinSalt: salt } = launch;
  if (!payout || !metadataCid || !name || !ticker || !salt)
    throw launchBroken('incomplete', 'The approved launch lacks its inputs.');
  return { payout, uri: `ipfs://${metadataCid}`, name, symbol: ticker, platformReferrer: config.platformReferrer, salt };
}

async function expire({ store, clock }: LaunchPorts, launch: Launch): Promise<Next> {
  const left = (launch.consentExpiresAt ?? 0) - clock.now();
  if (left > 0) return { inMs: left };
  await store.move(launch, 'expired');
  return 'rest';
}

/** A consent that ran out, or a performance that was taken back, makes no coin. */
async function stopped({ store, clock }: LaunchPorts, launch: Launch): Promise<Next | null> {
  const expiry = Number(launch.consent?.expiry ?? 0) * 1000;
  if (!launch.performanceLive) await store.move(launch, 'held', { error: 'The performance was taken back.' });
  else if (expiry <= clock.now()) await store.move(launch, 'expired');
  else return null;
  return 'rest';
}

async function pin({ store, pin, clock }: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  if (!launch.metadata || !launch.metadataCid) throw launchBroken('incomplete', 'The approved launch lacks its metadata.');
  const cid = await pin(metadataBytes(launch.metadata), `${launch.ticker}.json`);
  if (cid !== launch.metadataCid)
    throw launchBroken('cid-differs', 'The pinning service computed another CID.', { cid, expected: launch.metadataCid });
  await store.move(launch, 'pinned', { opensAt: opensAt(clock.now(), config.leadSeconds) });
  return 'on';
}

async function reserve(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  const { store, chain, clock } = ports;
  const left = (launch.opensAt ?? 0) - clock.now();
  if (left > 0) return { inMs: left };
  const intent = intentOf(config, launch);
  const predicted = await chain.predictCoin(intent);
  if (launch.predictedAddress && launch.predictedAddress !== predicted) {
    throw launchBroken('address-changed', 'The coin would get another address than at the first try.', { predicted });
  }
  if (await chain.hasCode(predicted)) return confirmCoin(ports, { ...launch, predictedAddress: predicted });
  await chain.simulate(deployCall(config.factory, intent));
  const chainCount = await chain.pendingCount();
  await store.reserve(launch, { address: chain.wallet, chainId: config.chainId, chainCount }, predicted);
  return 'on';
}

async function retry(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  const nonces = new Set((await ports.store.attempts(launch, true)).map(attempt => attempt.nonce));
  if (nonces.size >= MOST_REVERTS) throw launchBroken('reverted', `The factory refused the coin ${nonces.size} times.`);
  return reserve(ports, config, launch);
}

async function sign(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  if (await ports.chain.hasCode(predictedOf(launch))) return confirmCoin(ports, launch);
  const attempt = await signAttempt(ports, config, launch, capFees(await ports.chain.fees()));
  await ports.store.recordAttempt(launch, attempt);
  return 'on';
}

async function send(ports: LaunchPorts, launch: Launch): Promise<Next> {
  const { store, chain, clock } = ports;
  const [attempt] = await store.attempts(launch);
  if (!attempt) throw launchBroken('unsigned', 'A signed launch without a transaction.');
  if (await chain.hasCode(predictedOf(launch))) return confirmCoin(ports, launch);
  await chain.broadcast(attempt.raw);
  await store.markSent(launch, attempt.hash, clock.now());
  return 'on';
}

/** The same transaction with higher fees: either of the two is mined, never both. */
async function bump(ports: LaunchPorts, config: LaunchConfig, launch: Launch, before: LaunchAttempt): Promise<LaunchAttempt> {
  const fees = bumpFees(before, await ports.chain.fees());
  if (fees === null) return before;
  const attempt = await signAttempt(ports, config, launch, fees);
  await ports.store.recordAttempt(launch, attempt);
  return attempt;
}

async function signAttempt(
  { chain, sign, clock }: LaunchPorts,
  config: LaunchConfig,
  launch: Launch,
  fees: Fees,
): Promise<LaunchAttempt> {
  const intent = intentOf(config, launch);
  const call = deployCall(config.factory, intent);
  checkDeployCall(call, config.factory, intent);
  if (launch.nonce === null) throw launchBroken('incomplete', 'A reserved launch without a nonce.');
  if (launch.walletAddress !== chain.wallet) throw launchBroken('wallet-changed', 'The nonce was reserved for another wallet.');
  const gas = ((await chain.simulate(call)) * 12n) / 10n;
  const signed = await sign({ ...call, chainId: config.chainId, nonce: launch.nonce, gas, ...fees });
  return { ...signed, ...fees, nonce: launch.nonce, wallet: chain.wallet, signedAt: clock.now(), sentAt: null };
}

function predictedOf(launch: Launch) {
  if (!launch.predictedAddress) throw launchBroken('incomplete', 'A reserved launch without an address.');
  return launch.predictedAddress;
}

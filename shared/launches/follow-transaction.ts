import { confirmCoin } from './confirm-coin.ts';
import { type ErrorKind, kindOf } from './error-kind.ts';
import { launchBroken } from './errors.ts';
import { fillGaps } from './fill-gaps.ts';
import type { Launch, LaunchAttempt } from './launch.ts';
import type { LaunchConfig, LaunchPorts, Next } from './ports.ts';
import { putOnWire, replace } from './send-launch.ts';

/** How often a receipt is asked for at first, and after a while. */
const POLL_MS = 250;
const SLOW_POLL_MS = 2_000;
const POLL_FAST_FOR_MS = 6_000;
/** A transaction that is not mined by then is sent again with higher fees. */
const BUMP_AFTER_MS = 15_000;
/** How long receipts may lag behind the count of mined transactions, as nodes behind one address differ. */
const NONCE_GRACE_MS = 30_000;

/** Looks for the receipt of any attempt; while there is none, fills what is open before it, resends, and raises the fees. */
export async function followSent(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<Next> {
  const { store, chain, clock } = ports;
  const attempts = await store.attempts(launch);
  for (const attempt of attempts) {
    const receipt = await chain.receipt(attempt.hash);
    if (!receipt) continue;
    // That a transaction is used up without a coin is believed when the wallet's count says so, too.
    const isCoin = receipt.success && receipt.creation !== null;
    if (!isCoin && (await chain.minedCount()) <= attempt.nonce) continue;
    await store.settle(launch, receipt.fee, clock.now());
    if (receipt.success && receipt.creation) return confirmCoin(ports, config, launch, receipt.creation);
    if (receipt.success && attempt.purpose === 'split') {
      await store.move(launch, 'pinned');
      return 'on';
    }
    const why =
      attempt.purpose === 'fill'
        ? 'Base took no transaction that makes the coin.'
        : 'The transaction was mined, but the factory refused it.';
    return withoutCoin(ports, config, launch, 'execution', why);
  }
  const [newest] = attempts;
  if (!newest) throw launchBroken('unsigned', 'A sent launch without a transaction.');
  // After a reorg, or a crash between recording and sending.
  if (newest.sentAt === null) return waiting(await putOnWire(ports, config, launch, newest));
  const age = clock.now() - newest.sentAt;
  if (age < BUMP_AFTER_MS) return { inMs: age < POLL_FAST_FOR_MS ? POLL_MS : SLOW_POLL_MS };
  if (launch.predictedAddress && (await chain.hasCode(launch.predictedAddress))) {
    // Made by a transaction of an earlier nonce. This one is sent on all the same: a nonce that is never used holds up all later ones.
    await chain.broadcast(newest.raw);
    return confirmCoin(ports, config, launch);
  }
  const waited = clock.now() - Math.min(...attempts.map(attempt => attempt.signedAt));
  if (launch.nonce !== null && waited >= NONCE_GRACE_MS && (await chain.minedCount()) > launch.nonce) {
    await store.settle(launch, 'unknown', clock.now());
    return withoutCoin(ports, config, launch, 'nonce', 'Another transaction took the nonce.');
  }
  await fillGaps(ports, config, launch);
  return waiting(await putOnWire(ports, config, launch, await raised(ports, config, launch, newest)));
}

/** With higher fees when the cap, the wallet and the factory allow it; else the same once more, since a node may have lost it. */
async function raised(ports: LaunchPorts, config: LaunchConfig, launch: Launch, newest: LaunchAttempt): Promise<LaunchAttempt> {
  try {
    return await replace(ports, config, launch, newest, newest.purpose);
  } catch (error) {
    if (kindOf(error) === 'network' || kindOf(error) === 'fault') throw error;
    return newest;
  }
}

/** What is on the wire needs a moment. */
function waiting(next: Next): Next {
  return next === 'on' ? { inMs: POLL_MS } : next;
}

/** A duplicate is refused by the factory, which is a success when the coin is there. */
async function withoutCoin(
  ports: LaunchPorts,
  config: LaunchConfig,
  launch: Launch,
  kind: ErrorKind,
  why: string,
): Promise<Next> {
  if (launch.predictedAddress && (await ports.chain.hasCode(launch.predictedAddress))) return confirmCoin(ports, config, launch);
  await ports.store.move(launch, 'failed', { error: why, kind });
  return { failed: { words: why, kind, detail: why } };
}

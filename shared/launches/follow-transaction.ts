import { confirmCoin } from './confirm-coin.ts';
import { launchBroken } from './errors.ts';
import type { Launch, LaunchAttempt, LaunchPorts, Next } from './ports.ts';

/** How often a receipt is asked for at first, and after a while. */
const POLL_MS = 250;
const SLOW_POLL_MS = 2_000;
const POLL_FAST_FOR_MS = 6_000;
/** A transaction that is not mined by then is sent again with higher fees. */
const BUMP_AFTER_MS = 15_000;
/** How long receipts may lag behind the count of mined transactions, as nodes behind one address differ. */
const NONCE_GRACE_MS = 30_000;
const FINALITY_POLL_MS = 15_000;

/** Looks for the receipt of any attempt; resends and raises the fees while there is none. */
export async function followSent(
  ports: LaunchPorts,
  launch: Launch,
  bump: (attempt: LaunchAttempt) => Promise<LaunchAttempt>,
): Promise<Next> {
  const { store, chain, clock } = ports;
  const attempts = await store.attempts(launch);
  for (const attempt of attempts) {
    const receipt = await chain.receipt(attempt.hash);
    if (receipt?.success && receipt.creation) return confirmCoin(ports, launch, receipt.creation);
    if (receipt) return withoutCoin(ports, launch, 'The transaction was mined, but the factory refused it.');
  }
  const [newest] = attempts;
  if (!newest) throw launchBroken('unsigned', 'A sent launch without a transaction.');
  // After a reorg, or a crash between recording and sending.
  if (newest.sentAt === null) return resend(ports, launch, newest);
  const age = clock.now() - newest.sentAt;
  if (age < BUMP_AFTER_MS) return { inMs: age < POLL_FAST_FOR_MS ? POLL_MS : SLOW_POLL_MS };
  if (launch.predictedAddress && (await chain.hasCode(launch.predictedAddress))) {
    // Made by a transaction of an earlier nonce. This one is sent on all the same: a nonce that is never used holds up all later ones.
    await chain.broadcast(newest.raw);
    return confirmCoin(ports, launch);
  }
  const waited = clock.now() - Math.min(...attempts.map(attempt => attempt.signedAt));
  if (launch.nonce !== null && waited >= NONCE_GRACE_MS && (await chain.minedCount()) > launch.nonce) {
    return withoutCoin(ports, launch, 'Another transaction took the nonce.');
  }
  return resend(ports, launch, await bump(newest));
}

async function resend({ store, chain, clock }: LaunchPorts, launch: Launch, attempt: LaunchAttempt): Promise<Next> {
  await chain.broadcast(attempt.raw);
  await store.markSent(launch, attempt.hash, clock.now());
  return { inMs: POLL_MS };
}

/** A duplicate is refused by the factory, which is a success when the coin is there. */
async function withoutCoin(ports: LaunchPorts, launch: Launch, why: string): Promise<Next> {
  if (launch.predictedAddress && (await ports.chain.hasCode(launch.predictedAddress))) return confirmCoin(ports, launch);
  await ports.store.move(launch, 'failed', { error: why });
  return { failed: { words: why, detail: why } };
}

/** Waits for the launch fee to fall; a reorg meanwhile sends the launch back. */
export async function watchOpening(ports: LaunchPorts, launch: Launch): Promise<Next> {
  const coin = await stillThere(ports, launch);
  if (coin === null) return 'on';
  const left = coin.opensAt - ports.clock.now();
  if (left > 0) return { inMs: Math.min(left, SLOW_POLL_MS) };
  await ports.store.move(launch, 'open');
  return 'on';
}

/** Waits for the coin's block to be final. */
export async function watchFinality(ports: LaunchPorts, launch: Launch): Promise<Next> {
  const coin = await stillThere(ports, launch);
  if (coin === null) return 'on';
  if ((await ports.chain.finalizedBlock()) < coin.blockNumber) return { inMs: FINALITY_POLL_MS };
  await ports.store.move(launch, 'final');
  return 'rest';
}

/** The coin on record, or null when a reorg took its block: then the launch is `sent` again. */
async function stillThere({ store, chain }: LaunchPorts, launch: Launch) {
  const coin = await store.createdCoin(launch);
  if (!coin) throw launchBroken('incomplete', 'A confirmed launch without its coin.');
  const receipt = await chain.receipt(coin.transactionHash);
  if (receipt?.success && receipt.blockHash === coin.blockHash) return coin;
  await store.reopen(launch);
  return null;
}

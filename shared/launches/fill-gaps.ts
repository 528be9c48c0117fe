import { bumpFees, capFees } from './fees.ts';
import type { Launch } from './launch.ts';
import type { LaunchConfig, LaunchPorts } from './ports.ts';
import { signAttempt } from './sign-attempt.ts';

/**
 * Uses up nonces before this launch's that nobody holds, by transactions that do nothing: a wallet's transactions are mined in the
 * order of their nonces, so one that is left open holds up all later ones for good. Run again, it pays more for the same nonces.
 * Where a reorg took the transaction that had made a splitter, that one is sent again.
 */
export async function fillGaps(ports: LaunchPorts, config: LaunchConfig, launch: Launch): Promise<void> {
  const { store, chain, clock } = ports;
  const mined = await chain.minedCount();
  if (launch.nonce === null || mined >= launch.nonce) return;
  const gaps = await store.gaps(chain.wallet, mined, launch.nonce);
  if (gaps.length === 0) return;
  const suggested = capFees(await chain.fees(), config.mostFeeGwei);
  for (const { nonce, before } of gaps) {
    // A coin pays this splitter, and its launch has gone on: nobody else would make it again.
    if (before?.purpose === 'split' && (await chain.broadcast(before.raw)) !== 'underpriced') continue;
    const raised = before === null ? suggested : bumpFees(before, suggested, config.mostFeeGwei);
    if (before !== null && raised === null) await chain.broadcast(before.raw);
    if (raised === null) continue;
    const attempt = await signAttempt(ports, config, launch, { purpose: 'fill', nonce, fees: raised });
    await store.recordAttempt(launch, attempt);
    await chain.broadcast(attempt.raw);
    await store.markSent(launch, attempt.hash, clock.now());
  }
}

import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { addJob } from './jobs.ts';

/** Casts to be judged, and when (unix ms). */
export type ToJudge = { castHash: string; runAt: number };

/** Adds the job that judges a cast, or brings it forward: one a cast. */
export async function wakeJudges(tx: Transaction, casts: readonly ToJudge[]): Promise<void> {
  const add = ({ castHash, runAt }: ToJudge) =>
    addJob(tx, { key: `judge:${castHash}`, kind: 'judge', payload: { cast_hash: castHash }, runAt: unixMs(runAt) });
  await Promise.all(casts.map(add));
}

import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { wakeLaunch } from './launches-jobs.ts';

/** Begins the time to answer of launches that wait and have none yet, because a host took the notice. Part of the transaction that notes it. */
export async function beginConsent(tx: Transaction, performanceIds: readonly string[], until: UnixMs): Promise<void> {
  if (performanceIds.length === 0) return;
  const begun = await tx<{ id: string }[]>`
    update public.viral_queue set consent_expires_at = ${new Date(until)}, updated_at = now()
    where performance_id = any (${arrayOf(performanceIds)}::uuid[]) and status = 'detected' and consent_expires_at is null
    returning id`;
  for (const { id } of begun) await wakeLaunch(tx, id, until);
}

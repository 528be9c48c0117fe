import type { BelieverClaim } from '../../shared/launches/believers.ts';
import type { Database } from '../../supabase/functions/_shared/adapters/database.ts';

/** Enters a performance's claims into the ledger, all of them or none. @throws when they are there already: claims are not counted twice */
export async function writeClaims(
  db: Database,
  performanceId: string,
  claims: readonly BelieverClaim[],
  { pool, capBps }: { pool: bigint; capBps: number },
): Promise<void> {
  await db.begin(async tx => {
    await tx`
      insert into private.believer_pools (performance_id, pool, cap_bps) values (${performanceId}, ${String(pool)}, ${capBps})`;
    const rows = claims.map(({ person, weight, amount }) => ({ person, weight: String(weight), amount: String(amount) }));
    await tx`
      insert into private.believer_claims (performance_id, person, weight, amount)
      select ${performanceId}::uuid, person, weight, amount
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as c (person text, weight numeric, amount numeric)`;
  });
}

import type { Launch } from '../../../../shared/launches/launch.ts';
import type { LaunchStore } from '../../../../shared/launches/launch-store.ts';
import { canMove, type LaunchStatus } from '../../../../shared/launches/states.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { coinStore, writeCoin } from './launches-coins.ts';
import { launchHealth } from './launches-health.ts';
import { launchJobs } from './launches-jobs.ts';
import { type AttemptRow, type LaunchRow, toAttempt, toLaunch } from './launches-rows.ts';
import { giveNonceBack, unsettle, walletStore } from './launches-wallet.ts';

/** Launches on Postgres. Every move is one statement guarded by the state before; what belongs to it is in the same transaction. */
export function launchStore(db: Database): LaunchStore {
  return {
    ...launchJobs(db),
    ...walletStore(db),
    ...launchHealth(db),
    ...coinStore(db),
    load: id => loadLaunch(db, id),

    move: (launch, to, { opensAt, error, kind } = {}) => {
      assertMove(launch.status, to);
      return db.begin(async tx => {
        // A take is locked before its launch: where no coin comes of it, it may be hidden.
        await tx`select from public.performances where id = ${launch.performanceId} for no key update`;
        const { count } = await tx`
          update public.viral_queue set status = ${to}, updated_at = now(), last_error = ${error ?? null}, error_kind = ${kind ?? null},
            opens_at = coalesce(${opensAt === undefined ? null : new Date(opensAt)}, opens_at)
          where id = ${launch.id} and status = ${launch.status} and nonce is not distinct from ${launch.nonce}`;
        if (count === 1 && launch.status === 'reserved') await giveNonceBack(tx, launch);
        return count === 1;
      });
    },

    recordAttempt: (launch, attempt) =>
      db.begin(async tx => {
        if (launch.status === 'reserved') {
          const { count } = await tx`
            update public.viral_queue set status = 'signed', updated_at = now(), last_error = null, error_kind = null
            where id = ${launch.id} and status = 'reserved' and nonce = ${attempt.nonce}`;
          if (count === 0) return false;
        }
        await tx`
          insert into private.launch_transactions (hash, queue_id, purpose, wallet_address, nonce, raw, max_fee_per_gas, created_at)
          values (${attempt.hash}, ${launch.id}, ${attempt.purpose}, ${attempt.wallet}, ${attempt.nonce}, ${attempt.raw},
            ${String(attempt.maxFeePerGas)}, ${new Date(attempt.signedAt)})
          on conflict (hash) do nothing`;
        return true;
      }),

    attempts: async (launch, which = 'of its nonce') => {
      const rows = await db<AttemptRow[]>`
        select hash, raw, purpose, nonce, wallet_address, max_fee_per_gas, created_at, sent_at from private.launch_transactions
        where queue_id = ${launch.id} and (${which === 'all'} or nonce = ${launch.nonce})
        order by created_at desc, max_fee_per_gas desc`;
      return rows.map(toAttempt);
    },

    markSent: (launch, hash, now) =>
      db.begin(async tx => {
        await tx`update private.launch_transactions set sent_at = ${new Date(now)} where hash = ${hash}`;
        if (launch.status !== 'signed') return;
        await tx`
          update public.viral_queue set status = 'sent', updated_at = now(), last_error = null, error_kind = null
          where id = ${launch.id} and status = 'signed' and nonce = ${launch.nonce}`;
      }),

    confirm: (launch, coin, opensAt) => {
      assertMove(launch.status, 'confirmed');
      return db.begin(async tx => {
        const { count } = await tx`
          update public.viral_queue set status = 'confirmed', updated_at = now(), last_error = null, error_kind = null, predicted_address = ${coin.coin}
          where id = ${launch.id} and status = ${launch.status}`;
        if (count === 1 && launch.status === 'reserved') await giveNonceBack(tx, launch);
        if (count === 1) await writeCoin(tx, launch, coin, new Date(opensAt));
        return count === 1;
      });
    },

    reopen: launch =>
      db.begin(async tx => {
        const { count: attempts } = await tx`
          update private.launch_transactions set sent_at = null where queue_id = ${launch.id} and nonce = ${launch.nonce}`;
        await unsettle(tx, launch);
        const to = attempts > 0 ? 'sent' : 'failed';
        assertMove(launch.status, to);
        const { count } = await tx`
          update public.viral_queue set status = ${to}, updated_at = now(), last_error = 'The chain took the coin’s block back; it is made again.'
          where id = ${launch.id} and status = ${launch.status}`;
        return count === 1;
      }),
  };
}

/** One launch, and whether its performance may become a coin; or null. */
export async function loadLaunch(db: Database | Transaction, id: string): Promise<Launch | null> {
  const [row] = await db<LaunchRow[]>`
    select q.id, q.performance_id, q.user_id, q.status, q.name, q.ticker, q.consent_expires_at, q.consent, q.consented_at, q.metadata,
      q.metadata_cid, q.payout_address, q.coin_salt, q.wallet_address, q.predicted_address, q.nonce, q.opens_at,
      p.status = 'live' and private.why_held(p.id) is null as may_launch,
      not exists (
        select from private.take_files f join public.jobs j on j.key = 'rights:' || f.performance_id where f.performance_id = p.id) as is_compared
    from public.viral_queue q join public.performances p on p.id = q.performance_id
    where q.id = ${id}`;
  return row ? toLaunch(row) : null;
}

function assertMove(from: LaunchStatus, to: LaunchStatus): void {
  if (!canMove(from, to)) throw new Error(`a launch cannot go from ${from} to ${to}`);
}

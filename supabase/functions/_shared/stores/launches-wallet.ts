import type { Launch } from '../../../../shared/launches/launch.ts';
import type { LaunchStore } from '../../../../shared/launches/launch-store.ts';
import { balanceTrouble } from '../../../../shared/launches/wallet-policy.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { commitFee, lockWallet, reserveNonce } from './launches-nonces.ts';
import { type AttemptRow, toAttempt } from './launches-rows.ts';

type WalletStore = Pick<LaunchStore, 'reserve' | 'commitFee' | 'settle' | 'gaps' | 'balanceIsOlder' | 'noteBalance'>;

/** How many gaps are filled in one go. */
const MOST_GAPS = 16;
/** A mined nonce whose receipt nobody looked up is counted as paid in full after this long. */
const UNSETTLED_MS = 10 * 60_000;

/** Nonces and limits of the server wallet. What must not happen twice is decided under the lock of the wallet's row. */
export function walletStore(db: Database): WalletStore {
  return {
    reserve: (launch, wallet, predicted, now) => db.begin(tx => reserveNonce(tx, launch, wallet, predicted, now)),
    commitFee: (launch, wallet, commitment, now) => db.begin(tx => commitFee(tx, launch, wallet, commitment, now)),

    settle: async (launch, fee, now) => {
      const said = fee === 'unknown' ? null : String(fee);
      // What is paid is half of what is committed where the price stays as it is, so a quarter is never missed by much.
      await db`
        update private.wallet_nonces n set settled_at = ${new Date(now)}, fee = coalesce(
          greatest(least(${said}::numeric, greatest(n.most_fee, w.most_per_transaction)), div(n.most_fee, 4)), n.most_fee)
        from private.server_wallets w
        where w.address = n.wallet_address and wallet_address = ${launch.walletAddress} and nonce = ${launch.nonce} and queue_id = ${launch.id} and settled_at is null`;
    },

    gaps: async (wallet, from, to) => {
      const open = await db<{ nonce: string }[]>`
        select n as nonce from generate_series(${from}::bigint, ${to - 1}::bigint) n
        where not exists (
          select from private.wallet_nonces w join public.viral_queue q on q.id = w.queue_id and q.nonce = w.nonce
          where w.wallet_address = ${wallet} and w.nonce = n and w.purpose = 'launch')
        order by n limit ${MOST_GAPS}`;
      const filled = await db<AttemptRow[]>`
        select distinct on (nonce) hash, raw, purpose, nonce, wallet_address, max_fee_per_gas, created_at, sent_at
        from private.launch_transactions
        where wallet_address = ${wallet} and nonce >= ${from} and nonce < ${to} and purpose in ('fill', 'split')
        order by nonce, max_fee_per_gas desc`;
      const before = new Map(filled.map(row => [Number(row.nonce), toAttempt(row)]));
      return open.map(({ nonce }) => ({ nonce: Number(nonce), before: before.get(Number(nonce)) ?? null }));
    },

    balanceIsOlder: async (wallet, before) => {
      const rows = await db`select from private.server_wallets where address = ${wallet} and balance_at > ${new Date(before)}`;
      return rows.length === 0;
    },

    noteBalance: (wallet, { balance, minedCount }, now) =>
      db.begin(async tx => {
        const limits = await lockWallet(tx, wallet);
        if (!limits) return;
        await tx`
          update private.server_wallets set balance = ${String(balance)}, balance_at = ${new Date(now)} where address = ${wallet}`;
        await tx`
          update private.wallet_nonces set fee = most_fee, settled_at = ${new Date(now)}
          where wallet_address = ${wallet} and settled_at is null and queue_id is not null and nonce < ${minedCount}
            and reserved_at < ${new Date(now - UNSETTLED_MS)}`;
        const trouble = balanceTrouble(limits, balance);
        await tx`
          update private.launch_health set trouble = ${trouble},
            since = case when ${trouble}::text is null then null else coalesce(since, ${new Date(now)}) end
          where part = 'wallet'`;
      }),
  };
}

/** Gives a nonce back that was reserved and never signed for, in the transaction that takes the launch elsewhere. */
export async function giveNonceBack(tx: Transaction, launch: Launch): Promise<void> {
  await tx`
    update private.wallet_nonces set queue_id = null, most_fee = 0
    where wallet_address = ${launch.walletAddress} and nonce = ${launch.nonce} and queue_id = ${launch.id} and purpose = 'launch'
      and settled_at is null`;
}

/** After a reorg its transaction may be mined again: the fee is open again. */
export async function unsettle(tx: Transaction, launch: Launch): Promise<void> {
  await tx`
    update private.wallet_nonces set fee = null, settled_at = null
    where wallet_address = ${launch.walletAddress} and nonce = ${launch.nonce} and queue_id = ${launch.id}`;
}

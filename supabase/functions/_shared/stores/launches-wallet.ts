import type { Address } from 'viem';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Launch } from '../../../../shared/launches/launch.ts';
import type { FeeCommitment, LaunchStore, WalletAnswer, WalletAsk } from '../../../../shared/launches/launch-store.ts';
import { balanceTrouble, refuseFee, type WalletLimits, type WalletSpending } from '../../../../shared/launches/wallet-policy.ts';
import type { Database, Transaction } from '../adapters/database.ts';
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

/**
 * Takes the lowest nonce from the chain's count on that nobody holds: two workers never get the same one, and one that was given back
 * is used by the next. There is no counter that could drift: the chain's count may be ahead of us (it is taken) or behind (what we hold is passed over).
 */
async function reserveNonce(
  tx: Transaction,
  launch: Launch,
  wallet: WalletAsk,
  predicted: Address,
  now: UnixMs,
): Promise<WalletAnswer> {
  const { address, chainId, chainCount, balance, mostFee } = wallet;
  await tx`insert into private.server_wallets (address, chain_id) values (${address}, ${chainId}) on conflict (address) do nothing`;
  const limits = await lockWallet(tx, address);
  if (!limits) return 'lost';
  const refused = refuseFee(limits, await spendingOf(tx, address, now), { mostFee, balance, held: 0n });
  if (refused !== null) return { refused };
  const held = await tx<{ nonce: string }[]>`
    select nonce from private.wallet_nonces where wallet_address = ${address} and nonce >= ${chainCount} and queue_id is not null`;
  const taken = new Set(held.map(row => Number(row.nonce)));
  let nonce = chainCount;
  while (taken.has(nonce)) nonce++;
  const { count } = await tx`
    update public.viral_queue set status = 'reserved', updated_at = now(), last_error = null, error_kind = null,
      wallet_address = ${address}, nonce = ${nonce}, predicted_address = ${predicted}
    where id = ${launch.id} and status = ${launch.status}`;
  if (count === 0) return 'lost';
  await tx`
    insert into private.wallet_nonces (wallet_address, nonce, queue_id, purpose, most_fee, reserved_at)
    values (${address}, ${nonce}, ${launch.id}, 'launch', ${String(mostFee)}, ${new Date(now)})
    on conflict (wallet_address, nonce) do update set
      queue_id = excluded.queue_id, purpose = 'launch', most_fee = excluded.most_fee, reserved_at = excluded.reserved_at,
      fee = null, settled_at = null`;
  return 'done';
}

async function commitFee(
  tx: Transaction,
  launch: Launch,
  wallet: Address,
  { nonce, purpose, mostFee, balance }: FeeCommitment,
  now: UnixMs,
): Promise<WalletAnswer> {
  const limits = await lockWallet(tx, wallet);
  if (!limits) return 'lost';
  const [row] = await tx<
    { queue_id: string | null; purpose: string; most_fee: string; settled: boolean; left_behind: boolean }[]
  >`
    select w.queue_id, w.purpose, w.most_fee, w.settled_at is not null as settled, q.nonce is distinct from w.nonce as left_behind
    from private.wallet_nonces w left join public.viral_queue q on q.id = w.queue_id
    where w.wallet_address = ${wallet} and w.nonce = ${nonce}`;
  // A launch that went on with another nonce (its splitter was made, its coin refused) no longer follows this one; a reorg may have opened it again.
  const free = !row || row.queue_id === null || row.purpose === 'fill' || row.left_behind;
  if (row?.queue_id !== launch.id && !(purpose === 'fill' && free)) return 'lost';
  const held = row && row.queue_id !== null && !row.settled ? BigInt(row.most_fee) : 0n;
  const refused = refuseFee(limits, await spendingOf(tx, wallet, now), { mostFee, balance, held });
  if (refused !== null) return { refused };
  await tx`
    insert into private.wallet_nonces as w (wallet_address, nonce, queue_id, purpose, most_fee, reserved_at)
    values (${wallet}, ${nonce}, ${launch.id}, ${purpose === 'fill' ? 'fill' : 'launch'}, ${String(mostFee)}, ${new Date(now)})
    on conflict (wallet_address, nonce) do update set
      queue_id = excluded.queue_id, most_fee = greatest(${String(held)}::numeric, excluded.most_fee), fee = null, settled_at = null,
      purpose = case when w.queue_id is null or ${row?.left_behind ?? false} then excluded.purpose else w.purpose end`;
  return 'done';
}

type LimitsRow = Record<'most_per_transaction' | 'most_per_hour' | 'most_per_day' | 'least_balance' | 'most_balance', string> & {
  paused_because: string | null;
};

async function lockWallet(tx: Transaction, address: Address): Promise<WalletLimits | null> {
  const [row] = await tx<LimitsRow[]>`
    select paused_because, most_per_transaction, most_per_hour, most_per_day, least_balance, most_balance
    from private.server_wallets where address = ${address} for update`;
  if (!row) return null;
  return {
    pausedBecause: row.paused_because,
    mostPerTransaction: BigInt(row.most_per_transaction),
    mostPerHour: BigInt(row.most_per_hour),
    mostPerDay: BigInt(row.most_per_day),
    leastBalance: BigInt(row.least_balance),
    mostBalance: BigInt(row.most_balance),
  };
}

async function spendingOf(tx: Transaction, address: Address, now: UnixMs): Promise<WalletSpending> {
  const [row] = await tx<Record<'open' | 'hour' | 'day', string>[]>`
    select
      coalesce(sum(most_fee) filter (where settled_at is null), 0) as open,
      coalesce(sum(coalesce(fee, most_fee)) filter (where settled_at is null or settled_at > ${new Date(now - 3_600_000)}), 0) as hour,
      coalesce(sum(coalesce(fee, most_fee)), 0) as day
    from private.wallet_nonces
    where wallet_address = ${address} and queue_id is not null
      and (settled_at is null or settled_at > ${new Date(now - 86_400_000)})`;
  return { open: BigInt(row?.open ?? 0), hour: BigInt(row?.hour ?? 0), day: BigInt(row?.day ?? 0) };
}

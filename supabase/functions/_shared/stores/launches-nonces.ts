import type { Address } from 'viem';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Launch } from '../../../../shared/launches/launch.ts';
import type { FeeCommitment, WalletAnswer, WalletAsk } from '../../../../shared/launches/launch-store.ts';
import { refuseFee, type WalletLimits, type WalletSpending } from '../../../../shared/launches/wallet-policy.ts';
import type { Transaction } from '../adapters/database.ts';

/**
 * Takes the lowest nonce from the chain's count on that nobody holds: two workers never get the same one, and one that was given back
 * is used by the next. There is no counter that could drift: the chain's count may be ahead of us (it is taken) or behind (what we hold is passed over).
 */
export async function reserveNonce(
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

/** Notes the most that a transaction under a nonce may cost, where the nonce is the launch's, or free to be filled, and the limits allow it. */
export async function commitFee(
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

/** The wallet's limits, under the lock of its row; null for one that is not ours. */
export async function lockWallet(tx: Transaction, address: Address): Promise<WalletLimits | null> {
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

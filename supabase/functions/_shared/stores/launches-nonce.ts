import type { Address } from 'viem';
import type { Launch } from '../../../../shared/launches/ports.ts';
import type { Database } from '../adapters/database.ts';

/**
 * Takes the lowest nonce from the chain's count on that no launch holds, under the lock of the wallet's row: two workers never get the same one,
 * and a nonce that a dead launch left behind is used by the next, so nothing waits behind a gap.
 * The chain's count may be ahead of us (it is taken) or behind (what we hold is passed over).
 */
export async function reserveNonce(
  db: Database,
  launch: Launch,
  wallet: { address: Address; chainId: number; chainCount: number },
  predicted: Address,
): Promise<boolean> {
  return db.begin(async tx => {
    await tx`
      insert into private.server_wallets (address, chain_id, next_nonce) values (${wallet.address}, ${wallet.chainId}, ${wallet.chainCount})
      on conflict (address) do nothing`;
    await tx`select from private.server_wallets where address = ${wallet.address} for update`;
    const held = await tx<{ nonce: string }[]>`
      select nonce from public.viral_queue
      where wallet_address = ${wallet.address} and nonce >= ${wallet.chainCount} and status in ('reserved', 'signed', 'sent')
      union
      select nonce from private.launch_transactions
      where wallet_address = ${wallet.address} and nonce >= ${wallet.chainCount} and sent_at is not null`;
    const taken = new Set(held.map(row => Number(row.nonce)));
    let nonce = wallet.chainCount;
    while (taken.has(nonce)) nonce++;
    const { count } = await tx`
      update public.viral_queue set status = 'reserved', updated_at = now(), last_error = null,
        wallet_address = ${wallet.address}, nonce = ${nonce}, predicted_address = ${predicted}
      where id = ${launch.id} and status = ${launch.status}`;
    if (count === 0) return false;
    await tx`update private.server_wallets set next_nonce = greatest(next_nonce, ${nonce + 1}) where address = ${wallet.address}`;
    return true;
  });
}

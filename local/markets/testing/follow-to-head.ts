import { syncOnce } from '../../../shared/markets/sync-once.ts';
import type { SyncPorts } from '../../../shared/markets/sync-ports.ts';
import type { Database } from '../../../supabase/functions/_shared/adapters/database.ts';
import type { ChainPart } from '../../chain/index.ts';

const MOST_RUNS = 50;

/**
 * As many runs as it takes to be at the head: how much of its budget a run gets is this machine's affair. Gives how far back it
 * went, and how much was passed over.
 */
export async function followToHead(
  ports: SyncPorts,
  admin: Database,
  chain: ChainPart,
): Promise<{ rewound: number; unread: number }> {
  const head = await chain.clients.read.getBlock();
  const sum = { rewound: 0, unread: 0 };
  for (let run = 0; run < MOST_RUNS; run++) {
    const done = await syncOnce(ports, 300);
    sum.rewound += done.rewound;
    sum.unread += done.unread;
    const [cursor] = await admin`
      select block_hash, exists (
        select from public.performance_coins c left join private.coin_reads r using (coin_address) where r.coin_address is null or r.read_to is not null) as reading
      from private.chain_cursors`;
    if (cursor?.block_hash === head.hash && !cursor.reading) return sum;
  }
  throw new Error('the index did not reach the head');
}

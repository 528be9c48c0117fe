import type { Address, Hex } from 'viem';
import { type UnixMs, type Wei, wei } from '../../../../shared/kernel/units.ts';
import type { Cursor, SyncStore } from '../../../../shared/markets/sync-ports.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { refreshCoins, staleCoins } from './markets-coins.ts';
import { writeBlocks, writeFacts } from './markets-facts.ts';

const ID = 'coins';

/** The indexer's tables on Postgres. Every write checks under lock that the lease is still the caller's. */
export function syncStore(db: Database): SyncStore {
  return {
    lease: (owner, now, until, start) => lease(db, owner, now, until, start),

    release: async owner => {
      await db`update private.chain_cursors set lease_owner = null, lease_until = '-infinity' where id = ${ID} and lease_owner = ${owner}`;
    },

    coins: async () => {
      const rows = await db<CoinRow[]>`
        select coin_address, pool_id, pool_key ->> 'hooks' as hook, created_block, created_block_hash, initial_price from public.performance_coins`;
      return rows.map(row => ({
        coinAddress: row.coin_address as Address,
        poolId: row.pool_id as Hex,
        hook: row.hook as Address,
        createdBlock: Number(row.created_block),
        createdBlockHash: row.created_block_hash as Hex,
        initialPrice: row.initial_price === null ? null : priceOf(row.initial_price),
      }));
    },

    recentBlocks: async limit => {
      const rows = await db<CursorRow[]>`
        select block_number, block_hash from private.chain_blocks order by block_number desc limit ${limit}`;
      return rows.map(toCursor);
    },

    advance: (owner, { from, to, blocks, leaseUntil }, facts) =>
      db.begin(async tx => {
        if (!(await holds(tx, owner, from))) return false;
        await writeBlocks(tx, blocks);
        await writeFacts(tx, facts);
        await tx`
          update private.chain_cursors set block_number = ${to.number}, block_hash = ${to.hash},
            lease_until = greatest(lease_until, ${new Date(leaseUntil)})
          where id = ${ID}`;
        return true;
      }),

    backfill: (owner, cursor, facts) =>
      db.begin(async tx => {
        if (!(await holds(tx, owner, cursor))) return false;
        await writeFacts(tx, facts);
        return true;
      }),

    rewind: (owner, to) =>
      db.begin(async tx => {
        if (!(await holds(tx, owner))) return false;
        await tx`delete from public.coin_trades where block_number > ${to.number}`;
        await tx`delete from public.coin_prices where block_number > ${to.number}`;
        await tx`delete from public.coin_transfers where block_number > ${to.number}`;
        await tx`delete from private.chain_blocks where block_number > ${to.number}`;
        await tx`update public.performance_coins set initial_price = null where created_block > ${to.number} and initial_price is not null`;
        await tx`update private.chain_cursors set block_number = ${to.number}, block_hash = ${to.hash} where id = ${ID}`;
        return true;
      }),

    refresh: (coins, now) => refreshCoins(db, coins, now),
    staleCoins: now => staleCoins(db, now),
  };
}

type CursorRow = { block_number: string; block_hash: string };
type CoinRow = {
  coin_address: string;
  pool_id: string;
  hook: string;
  created_block: string;
  created_block_hash: string;
  initial_price: string | null;
};

async function lease(
  db: Database,
  owner: string,
  now: UnixMs,
  until: UnixMs,
  start: () => Promise<Cursor>,
): Promise<Cursor | null> {
  const take = () => db<CursorRow[]>`
    update private.chain_cursors set lease_owner = ${owner}, lease_until = ${new Date(until)}
    where id = ${ID} and lease_until <= ${new Date(now)} returning block_number, block_hash`;
  const [row] = await take();
  if (row) return toCursor(row);
  const [known] = await db`select from private.chain_cursors where id = ${ID}`;
  if (known) return null;
  const first = await start();
  await db`
    insert into private.chain_cursors (id, block_number, block_hash) values (${ID}, ${first.number}, ${first.hash}) on conflict (id) do nothing`;
  const [made] = await take();
  return made ? toCursor(made) : null;
}

/** Whether the lease is still ours and, where it matters, the cursor where we left it. Locks the row until the end of the transaction. */
async function holds(tx: Transaction, owner: string, at?: Cursor): Promise<boolean> {
  const [row] = await tx<(CursorRow & { lease_owner: string | null })[]>`
    select lease_owner, block_number, block_hash from private.chain_cursors where id = ${ID} for update`;
  return row?.lease_owner === owner && (at === undefined || row.block_hash === at.hash);
}

function toCursor(row: CursorRow): Cursor {
  return { number: Number(row.block_number), hash: row.block_hash as Hex };
}

function priceOf(text: string): Wei {
  return wei(BigInt(text));
}

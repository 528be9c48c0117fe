import type { Hex } from 'viem';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import type { Cursor, Lease, LeaseAnswer, SyncStore } from '../../../../shared/markets/sync-ports.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { addBacking, readBackings, readRates } from './markets-backings.ts';
import { staleCoins } from './markets-coins.ts';
import { writeBlocks, writeFacts } from './markets-facts.ts';
import { beginPast, followedCoins, noteBorn, writePast } from './markets-reads.ts';
import { refreshCoins } from './markets-refresh.ts';
import { rewind } from './markets-rewind.ts';

const ID = 'coins';

/** The indexer's tables on Postgres. Every write checks under lock that the lease is still the caller's. */
export function syncStore(db: Database): SyncStore {
  const held = (owner: string, at: Cursor | null, work: (tx: Transaction) => Promise<void>): Promise<boolean> =>
    db.begin(async tx => {
      if (!(await holds(tx, owner, at))) return false;
      await work(tx);
      return true;
    });
  let allInEth = false;
  return {
    lease: (ask, start) => lease(db, ask, start),
    release: async owner => {
      await db`
        update private.chain_cursors set lease_owner = null, lease_until = '-infinity', given_back_at = '-infinity'
        where id = ${ID} and lease_owner = ${owner}`;
    },
    coins: async () => {
      const coins = await followedCoins(db);
      allInEth = coins.every(coin => coin.currency === ETH);
      return coins;
    },
    backings: () => readBackings(db),
    ratesAt: block => readRates(db, block),
    recentBlocks: async limit => {
      const rows = await db<CursorRow[]>`
        select block_number, block_hash from private.chain_blocks order by block_number desc limit ${limit}`;
      return rows.map(toCursor);
    },
    advance: (owner, { from, to, blocks, leaseUntil }, facts) =>
      held(owner, from, async tx => {
        await writeBlocks(tx, blocks);
        await writeFacts(tx, facts);
        await noteBorn(tx, facts.born);
        await tx`
          update private.chain_cursors set block_number = ${to.number}, block_hash = ${to.hash}, block_at = ${new Date(to.at)}, seen_at = now(),
            lease_until = greatest(lease_until, ${new Date(leaseUntil)})
          where id = ${ID}`;
      }),
    noteSeen: async (owner, at) => {
      await db`update private.chain_cursors set seen_at = ${new Date(at)} where id = ${ID} and lease_owner = ${owner}`;
    },
    beginPast: (owner, cursor, coin) => held(owner, cursor, tx => beginPast(tx, coin)),
    writePast: (owner, cursor, coin, upTo, facts) =>
      held(owner, cursor, async tx => {
        await writeFacts(tx, facts);
        await writePast(tx, coin, upTo === cursor.number ? null : upTo);
      }),
    addBacking: (owner, cursor, backing, facts) =>
      held(owner, cursor, async tx => {
        await addBacking(tx, backing);
        await writeFacts(tx, facts);
      }),
    rewind: (owner, to) =>
      held(owner, null, async tx => {
        await rewind(tx, to.number);
        await tx`update private.chain_cursors set block_number = ${to.number}, block_hash = ${to.hash}, seen_at = now() where id = ${ID}`;
      }),
    refresh: (coins, now) => refreshCoins(db, coins, now, allInEth),
    staleCoins: now => staleCoins(db, now),
  };
}

type CursorRow = { block_number: string; block_hash: string };
type HeldRow = { given_back_at: Date | number; lease_until: Date | number; paused_at: Date | null };

async function lease(
  db: Database,
  { owner, now, until, givenBackAt }: Lease,
  start: () => Promise<Cursor>,
): Promise<LeaseAnswer> {
  const take = () => db<CursorRow[]>`
    update private.chain_cursors set lease_owner = ${owner}, lease_until = ${new Date(until)}, given_back_at = ${new Date(givenBackAt)}
    where id = ${ID} and lease_until <= ${new Date(now)} and paused_at is null returning block_number, block_hash`;
  const [row] = await take();
  if (row) return { cursor: toCursor(row) };
  const [known] = await db<HeldRow[]>`select given_back_at, lease_until, paused_at from private.chain_cursors where id = ${ID}`;
  if (known) return known.paused_at ? { paused: true } : { heldUntil: heldUntil(known, now) };
  const first = await start();
  await db`
    insert into private.chain_cursors (id, block_number, block_hash) values (${ID}, ${first.number}, ${first.hash}) on conflict (id) do nothing`;
  const [made] = await take();
  return made ? { cursor: toCursor(made) } : { heldUntil: now };
}

/** When the holder means to end; one that should have ended by now is dead or late, and has the lease at most until it runs out. */
function heldUntil({ given_back_at: end, lease_until: until }: HeldRow, now: UnixMs): UnixMs {
  const [meant, latest] = [end, until].map(at => (at instanceof Date ? at.getTime() : now));
  return unixMs((meant ?? now) > now ? (meant ?? now) : Math.min(latest ?? now, now + 1_000));
}

/** Whether the lease is still ours and, where it matters, the cursor where we left it. Locks the row until the end of the transaction. */
async function holds(tx: Transaction, owner: string, at: Cursor | null): Promise<boolean> {
  const [row] = await tx<(CursorRow & { lease_owner: string | null })[]>`
    select lease_owner, block_number, block_hash from private.chain_cursors where id = ${ID} for update`;
  return row?.lease_owner === owner && (at === null || row.block_hash === at.hash);
}

function toCursor(row: CursorRow): Cursor {
  return { number: Number(row.block_number), hash: row.block_hash as Hex };
}

import type { AddPorts, ReleasePorts, RemovePorts, RewrapPorts } from '../../../../shared/premium/ports.ts';
import type { Database } from '../adapters/database.ts';

type Row = {
  id: string;
  user_id: string;
  cid: string;
  mime: string;
  size_bytes: string;
  least_coins: string;
  coin: `0x${string}` | null;
  open: boolean;
  secret_id: string;
  wrapped: string;
};
type Store = Pick<AddPorts, 'findUpload' | 'add'> &
  Pick<ReleasePorts, 'find' | 'isOperator' | 'walletsOf' | 'noteRelease'> &
  RemovePorts &
  RewrapPorts;

/** Holders' files, their wrapped keys, and who was given one. */
export function premiumStore(db: Database): Store {
  return {
    findUpload: async (mediaId, userId) => {
      const [row] = await db<{ cid: string }[]>`
        select cid from public.media_files
        where id = ${mediaId} and user_id = ${userId} and purpose = 'sealed' and pin_status = 'pinned'`;
      return row ?? null;
    },

    add: file =>
      db.begin(async tx => {
        // The take's row is the lock: two additions at once must not both be the first, nor one slip in beside a removal of the take.
        const found = await tx`
          select from public.performances where id = ${file.performanceId} and user_id = ${file.userId} and status = 'live' for update`;
        if (found.length === 0) return 'no-take';
        const known = await tx<{ same: boolean }[]>`
          select (id, media_id, performance_id, least_coins) = (${file.id}::uuid, ${file.mediaId}::uuid, ${file.performanceId}::uuid, ${file.leastCoins}::bigint)
            and removed_at is null as same
          from public.holders_files
          where id = ${file.id} or media_id = ${file.mediaId} or (performance_id = ${file.performanceId} and removed_at is null)`;
        if (known.length > 0) return known.every(({ same }) => same) ? 'added' : 'taken';
        await tx`
          insert into public.holders_files (id, performance_id, user_id, media_id, mime, size_bytes, least_coins)
          values (${file.id}, ${file.performanceId}, ${file.userId}, ${file.mediaId}, ${file.mime}, ${file.size}, ${file.leastCoins})`;
        await tx`
          insert into private.holders_keys (file_id, secret_id, wrapped)
          values (${file.id}, ${file.wrapped.secretId}, ${file.wrapped.text})`;
        return 'added';
      }),

    find: async fileId => {
      const [row] = await db<Row[]>`
        select f.id, f.user_id, m.cid, f.mime, f.size_bytes, f.least_coins, c.coin_address as coin, k.secret_id, k.wrapped,
          f.taken_down_at is null and p.status = 'live' as open
        from public.holders_files f join private.holders_keys k on k.file_id = f.id join public.media_files m on m.id = f.media_id
          join public.performances p on p.id = f.performance_id left join public.performance_coins c on c.performance_id = p.id
        where f.id = ${fileId} and f.removed_at is null`;
      if (!row) return null;
      const { id, cid, mime, coin, open } = row;
      const wrapped = { secretId: row.secret_id, text: row.wrapped };
      const [size, leastCoins] = [Number(row.size_bytes), BigInt(row.least_coins)];
      return { id, makerId: row.user_id, cid, mime, size, leastCoins, coin, open, wrapped };
    },

    isOperator: async userId => {
      const [row] = await db<{ is: boolean }[]>`select private.is_operator(${userId}) as is`;
      return row?.is === true;
    },

    walletsOf: async userId => {
      // A wallet that somebody else proved here counts for them alone.
      const rows = await db<{ address: `0x${string}` }[]>`
        select address from public.user_wallets where user_id = ${userId}
        union select u.wallet_address from public.users u
        where u.id = ${userId} and u.wallet_address is not null
          and not exists (select from public.user_wallets w where w.address = u.wallet_address and w.user_id <> u.id)`;
      return rows.map(({ address }) => address);
    },

    noteRelease: async (fileId, readerId, entitled) => {
      const block = entitled.as === 'holder' ? entitled.block.toString() : null;
      const reason = entitled.as === 'operator' ? entitled.reason : null;
      const noted = await db`
        insert into public.key_releases (file_id, reader_id, entitled_as, block_number, reason)
        select f.id, ${readerId}, ${entitled.as}, ${block}::bigint, ${reason}
        from public.holders_files f join private.holders_keys k on k.file_id = f.id join public.performances p on p.id = f.performance_id
        where f.id = ${fileId} and f.removed_at is null
          and (${entitled.as} = 'operator' or (f.taken_down_at is null and p.status = 'live'))
        returning id`;
      return noted.length > 0;
    },

    remove: (fileId, userId) =>
      db.begin(async tx => {
        const removed = await tx`
          update public.holders_files set removed_at = coalesce(removed_at, now()) where id = ${fileId} and user_id = ${userId} returning id`;
        if (removed.length === 0) return false;
        await tx`delete from private.holders_keys where file_id = ${fileId}`;
        return true;
      }),

    wrappedBefore: async (secretId, most) => {
      const rows = await db<{ file_id: string; secret_id: string; wrapped: string }[]>`
        select file_id, secret_id, wrapped from private.holders_keys where secret_id <> ${secretId} order by file_id limit ${most}`;
      return rows.map(row => ({ fileId: row.file_id, wrapped: { secretId: row.secret_id, text: row.wrapped } }));
    },

    rewrap: async (fileId, before, after) => {
      await db`
        update private.holders_keys set secret_id = ${after.secretId}, wrapped = ${after.text}
        where file_id = ${fileId} and wrapped = ${before.text}`;
    },
  };
}

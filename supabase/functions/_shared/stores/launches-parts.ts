import type { Address } from 'viem';
import type { ConsentStore } from '../../../../shared/launches/consent-ports.ts';
import type { LaunchPart, PartAsk, PartOffer } from '../../../../shared/launches/part.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type PartStore = Pick<ConsentStore, 'findPeople' | 'offers' | 'answerPart'>;

type PartRow = {
  user_id: string;
  username: string | null;
  display_name: string;
  bps: number;
  answer: LaunchPart['answer'];
  wallet_address: string | null;
  verified: string | null;
};

type OfferRow = {
  queue_id: string;
  performance_id: string;
  title: string;
  poster_url: string | null;
  creator_name: string;
  creator_wallet: string | null;
  other_wallets: (string | null)[];
  wallet: string | null;
  bps: number;
  answer: LaunchPart['answer'];
  consent_expires_at: Date;
};

/** Those who share in coins, on Postgres. */
export function partStore(db: Database): PartStore {
  return {
    findPeople: async usernames => {
      const rows = await db<{ id: string; username: string; wallet_address: string | null }[]>`
        select id, username, wallet_address from public.users where username = any (${arrayOf(usernames)}::text[]) and deleted_at is null`;
      return rows.map(row => ({ userId: row.id, username: row.username, wallet: row.wallet_address as Address | null }));
    },

    offers: async userId => {
      const rows = await db<OfferRow[]>`
        select l.queue_id, q.performance_id, p.title, p.poster_url, c.display_name as creator_name, c.wallet_address as creator_wallet,
          array(select o.wallet_address from public.launch_parts o where o.queue_id = l.queue_id and o.user_id <> l.user_id) as other_wallets,
          u.wallet_address as wallet, l.bps, l.answer, q.consent_expires_at
        from public.launch_parts l
          join public.viral_queue q on q.id = l.queue_id and q.status = 'awaiting_consent' and q.consent_expires_at > now()
          join public.performances p on p.id = q.performance_id and p.status = 'live'
          join public.users c on c.id = q.user_id
          join public.users u on u.id = l.user_id
        where l.user_id = ${userId}::uuid
        order by l.created_at desc, l.queue_id limit 50`;
      return rows.map(row => toOffer(row, userId));
    },

    // The launch's row first, as in an approval: an answer is before it, or too late.
    answerPart: (offer, answer) =>
      db.begin(async tx => {
        const open = await tx`
          select from public.viral_queue where id = ${offer.launchId} and status = 'awaiting_consent'
            and consent_expires_at > ${new Date(answer.now)} for update`;
        if (open.length === 0) return false;
        const [account, signature] = answer.to === 'accepted' ? [answer.account, answer.signature] : [null, null];
        const { count } = await tx`
          update public.launch_parts set answer = ${answer.to}, wallet_address = ${account}, signature = ${signature},
            answered_at = ${new Date(answer.now)}
          where queue_id = ${offer.launchId} and user_id = ${offer.userId} and bps = ${offer.bps}
            and not exists (
              select from public.launch_parts o
              where o.queue_id = ${offer.launchId} and o.user_id <> ${offer.userId} and o.wallet_address = ${account})`;
        return count === 1;
      }),
  };
}

/** Everybody who was asked. Who no longer has the wallet that accepted counts as asked. */
export async function partsOf(db: Database | Transaction, launchId: string): Promise<LaunchPart[]> {
  const rows = await db<PartRow[]>`
    select l.user_id, u.username, u.display_name, l.bps, l.answer, l.wallet_address, u.wallet_address as verified
    from public.launch_parts l join public.users u on u.id = l.user_id
    where l.queue_id = ${launchId} order by l.place, l.user_id`;
  return rows.map(row => {
    const left = row.answer === 'accepted' && row.wallet_address !== row.verified;
    return {
      userId: row.user_id,
      username: row.username ?? '',
      displayName: row.display_name,
      bps: row.bps,
      answer: left ? 'asked' : row.answer,
      account: left ? null : (row.wallet_address as Address | null),
    };
  });
}

/** Whether the parts are those that a creator signed. */
export async function partsUnchanged(tx: Transaction, launchId: string, signed: readonly LaunchPart[]): Promise<boolean> {
  const say = (parts: readonly LaunchPart[]) =>
    JSON.stringify(parts.map(({ userId, bps, answer, account }) => [userId, bps, answer, account]));
  return say(await partsOf(tx, launchId)) === say(signed);
}

/** These parts in place of those before; an answer stays where the part is the same. Under the lock of the launch's row. */
export async function writeParts(tx: Transaction, launchId: string, parts: readonly PartAsk[]): Promise<void> {
  await tx`
    delete from public.launch_parts where queue_id = ${launchId} and user_id <> all (${arrayOf(parts.map(part => part.userId))}::uuid[])`;
  for (const [place, { userId, bps }] of parts.entries()) {
    await tx`
      insert into public.launch_parts as l (queue_id, user_id, place, bps) values (${launchId}, ${userId}, ${place}, ${bps})
      on conflict (queue_id, user_id) do update set place = excluded.place`;
    await tx`
      update public.launch_parts set bps = ${bps}, answer = 'asked', wallet_address = null, signature = null, answered_at = null
      where queue_id = ${launchId} and user_id = ${userId} and bps <> ${bps}`;
  }
}

function toOffer(row: OfferRow, userId: string): PartOffer {
  return {
    launchId: row.queue_id,
    performanceId: row.performance_id,
    title: row.title,
    posterUrl: row.poster_url,
    creatorName: row.creator_name,
    creatorWallet: row.creator_wallet as Address | null,
    otherWallets: row.other_wallets.filter(wallet => wallet !== null) as Address[],
    userId,
    wallet: row.wallet as Address | null,
    bps: row.bps,
    answer: row.answer,
    expiresAt: row.consent_expires_at.getTime(),
  };
}

import type { Address, Hex } from 'viem';
import { splitCredit } from '../../../../shared/chains/split-credit.ts';
import { isUuid } from '../../../../shared/kernel/is-uuid.ts';
import type { ConsentStore, LaunchFile } from '../../../../shared/launches/consent-ports.ts';
import { inputsChanged } from '../../../../shared/launches/errors.ts';
import type { Launch } from '../../../../shared/launches/launch.ts';
import type { CoinPicture, PartAsk } from '../../../../shared/launches/part.ts';
import type { Database } from '../adapters/database.ts';
import { loadLaunch } from './launches.ts';
import { wakeLaunch } from './launches-jobs.ts';
import { partStore, partsOf, partsUnchanged, writeParts } from './launches-parts.ts';

type FileRow = {
  title: string;
  number: string;
  kind: 'song' | 'dance';
  farcaster_cast_id: string | null;
  audio_url: string | null;
  video_url: string | null;
  poster_url: string | null;
  display_name: string;
  avatar_url: string | null;
  wallet_address: string | null;
  picture: string | null;
  cid: string | null;
  mime: string | null;
  rule_version: string;
  score: number;
  people: number;
  receipt_hash: string;
};

/** The consent card on Postgres. */
export function consentStore(db: Database): ConsentStore {
  return {
    ...partStore(db),
    file: id => readFile(db, id),

    takenTickers: async (launchId, beginning) => {
      const pattern = `${beginning}%`;
      const rows = await db<{ ticker: string }[]>`
        select ticker from public.viral_queue
          where id <> ${launchId} and ticker like ${pattern} and private.wants_ticker(status)
        union select symbol from public.performance_coins c
          where symbol like ${pattern} and performance_id <> (select performance_id from public.viral_queue where id = ${launchId})`;
      return new Set(rows.map(row => row.ticker));
    },

    openCard: (launch, { name, ticker, picture, metadata, metadataCid, expiresAt, parts }) => {
      const written = db.begin(async tx => {
        const { count } = await tx`
          update public.viral_queue set status = 'awaiting_consent', name = ${name}, ticker = ${ticker}, picture = ${picture},
            metadata = ${JSON.stringify(metadata)}, metadata_cid = ${metadataCid},
            consent_expires_at = ${new Date(expiresAt)}, updated_at = now()
          where id = ${launch.id} and status = ${launch.status} and metadata_cid is not distinct from ${launch.metadataCid}
            and date_trunc('milliseconds', consent_expires_at) is not distinct from ${launch.consentExpiresAt === null ? null : new Date(launch.consentExpiresAt)}`;
        if (count === 0) return false;
        if (parts) await writeParts(tx, launch.id, parts);
        if (launch.status === 'detected') await wakeLaunch(tx, launch.id, expiresAt);
        return true;
      });
      return written.catch(ifTickerTaken);
    },

    approve: (launch, { message, parts, signature, coinSalt, now }) =>
      db.begin(async tx => {
        const { count } = await tx`
          update public.viral_queue set status = 'approved', consent = ${JSON.stringify(message)}, consent_signature = ${signature},
            consented_at = ${new Date(now)}, payout_address = ${message.payout}, coin_salt = ${coinSalt}, updated_at = now()
          where id = ${launch.id} and status = 'awaiting_consent' and consent_expires_at > ${new Date(now)}
            and metadata_cid = ${message.metadataCid} and name = ${message.name} and ticker = ${message.ticker}
            and exists (select from public.users u where u.id = user_id and u.wallet_address = ${message.owners[0] ?? null})`;
        if (count === 0) return false;
        // Who answers takes the lock of the launch's row first, so from here on the parts stand still. Throwing takes the approval back.
        if (!(await partsUnchanged(tx, launch.id, parts))) throw inputsChanged();
        await wakeLaunch(tx, launch.id, now);
        return true;
      }),

    move: async (launch, to) => {
      const { count } = await db`
        update public.viral_queue set status = ${to}, updated_at = now() where id = ${launch.id} and status = ${launch.status}`;
      return count === 1;
    },
  };
}

/** Somebody took the ticker since it was looked for: the same as any other change meanwhile. */
function ifTickerTaken(error: unknown): false {
  if (error instanceof Error && 'constraint' in error && error.constraint === 'viral_queue_ticker') return false;
  throw error;
}

async function readFile(db: Database, id: string): Promise<LaunchFile | null> {
  if (!isUuid(id)) return null;
  const launch = await loadLaunch(db, id);
  const [row] = await db<FileRow[]>`
    select p.title, p.number, p.kind, p.farcaster_cast_id, p.audio_url, p.video_url, p.poster_url, u.display_name,
      u.avatar_url, u.wallet_address, q.picture, m.cid, m.mime,
      r.rule_version, r.score, r.people, r.receipt_hash
    from public.viral_queue q
      join public.performances p on p.id = q.performance_id
      join public.users u on u.id = q.user_id
      join public.viral_receipts r on r.performance_id = q.performance_id
      left join public.media_files m on m.id = p.media_id and m.pin_status = 'pinned'
    where q.id = ${id}`;
  if (!launch || !row?.farcaster_cast_id) return null;
  return {
    launch,
    title: row.title,
    creatorWallet: row.wallet_address as Address | null,
    pictures: await picturesOf(db, launch, row),
    picture: row.picture,
    parts: await partsOf(db, id),
    credit: await creditOf(db, launch),
    performance: {
      number: Number(row.number),
      kind: row.kind,
      castHash: row.farcaster_cast_id as Hex,
      artist: row.display_name,
      audioUrl: row.audio_url,
      videoUrl: row.video_url,
      posterUrl: row.poster_url,
      file: row.cid !== null && row.mime !== null ? { cid: row.cid, mime: row.mime } : null,
    },
    receipt: { ruleVersion: row.rule_version, score: row.score, people: row.people, hash: row.receipt_hash as Hex },
  };
}

/** What the coin may show: pictures of the creator that are here already, the poster of this take first, and those that they uploaded for a coin, once their bytes were checked. */
async function picturesOf(db: Database, launch: Launch, { poster_url, avatar_url }: FileRow): Promise<CoinPicture[]> {
  const others = await db<{ id: string; title: string; poster_url: string }[]>`
    select id, title, poster_url from public.performances
    where user_id = ${launch.userId} and id <> ${launch.performanceId} and status = 'live' and poster_url is not null
    order by number desc limit ${MOST_OTHER_TAKES}`;
  const uploads = await db<{ id: string; cid: string }[]>`
    select id, cid from public.media_files
    where user_id = ${launch.userId} and purpose = 'coin' and pin_status = 'pinned'
    order by checked_at desc limit ${MOST_UPLOADS}`;
  return [
    ...(poster_url ? [{ id: 'take', label: 'Poster of this take', url: poster_url }] : []),
    ...(avatar_url ? [{ id: 'profile', label: 'Your profile picture', url: avatar_url }] : []),
    ...uploads.map(({ id, cid }) => ({ id: `upload:${id}`, label: 'A picture of yours', url: `ipfs://${cid}` })),
    ...others.map(take => ({ id: take.id, label: `Poster of ${take.title}`, url: take.poster_url })),
  ];
}
const MOST_OTHER_TAKES = 6;
const MOST_UPLOADS = 4;

/** Those whom the take grew from and what they would get. Who has no name on Farcaster cannot be asked. */
async function creditOf(db: Database, { performanceId, userId }: Launch): Promise<PartAsk[]> {
  const rows = await db<{ generation: number; user_id: string }[]>`
    select c.generation, c.user_id from public.credit_lines(${performanceId}) c join public.users u on u.id = c.user_id
    where c.generation > 0 and u.username is not null order by c.generation`;
  const generations: string[][] = [];
  for (const { generation, user_id } of rows) generations[generation - 1] = [...(generations[generation - 1] ?? []), user_id];
  const split = splitCredit(
    userId,
    Array.from(generations, people => people ?? []),
  );
  return split.slice(1).map(({ who, bps }) => ({ userId: who, bps }));
}

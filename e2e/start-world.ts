import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localConfig, urlOf } from '../local/config.ts';
import { type TestUserId, testUsers } from '../local/farcaster/users.ts';
import { whenFollowed } from '../local/farcaster/when-followed.ts';
import { type Stack, type StackOptions, startStack } from '../local/start-stack.ts';
import { withDatabase } from '../local/supabase/with-database.ts';

/** Contracts and pages are built once for all stories and for `npm start`. */
export const CACHE = join(import.meta.dirname, '../.local/cache');

export type StoryWorld = Stack & {
  /** The creator's cast about a new performance, told to the app; resolves with the performance's id. */
  perform: (title: string) => Promise<{ id: string; castHash: string }>;
  /** So many people like and recast a cast of the creator's, the first of them being number `from`. */
  gather: (castHash: string, people: number, from?: number) => Promise<void>;
  /** A test user's ether in wei, how often they sent a transaction, and how many trades of theirs are in the index. */
  holdings: (user: TestUserId) => Promise<{ ether: bigint; sent: number; trades: number }>;
  /** The coin of a performance, and whose it is. */
  coinOf: (performanceId: string) => Promise<{ coin: string; userId: string }>;
  /** What lies on IPFS of a performance's file for holders. */
  sealedOf: (performanceId: string) => Promise<Buffer>;
  end: () => Promise<void>;
};

/** Two stories are told at once, each on ports of its own: pages that name their world's addresses are built once for each of the two. */
export const STORY_PORT = 25_400 + 10 * (Number(process.env.VITEST_POOL_ID ?? 1) - 1);
const CROWD = 200;
const CREATOR = testUsers.creator.fid;

/** The whole stack without an audience: what happens in a story is what the story makes happen. */
export async function startWorld(options: Pick<StackOptions, 'blockSeconds'> = {}): Promise<StoryWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-story-'));
  const config = localConfig({ firstPort: STORY_PORT, dataDir, cacheDir: CACHE });
  const stack = await startStack(config, { ...options, audience: false, env: { LAUNCH_LEAD_SECONDS: '2' } });
  const { world } = stack.farcaster;
  const person = (i: number) => ({ fid: 700_000 + i, username: `crowd${i}`, displayName: `Crowd ${i}`, address: null });
  const known = { score: 0.9, followerCount: 50, registeredAt: Date.UTC(2024, 0, 1) };
  await world.addUsers(Array.from({ length: CROWD }, (_, i) => ({ ...person(i), ...known })));

  let performed = 0;
  return {
    ...stack,
    perform: async title => {
      performed += 1;
      const id = `5709e000-0000-4000-8000-${String(performed).padStart(12, '0')}`;
      const embeds = [`${urlOf(config, 'web')}/p/${id}`];
      const { hash } = await world.publishCast({ fid: CREATOR, text: `${title} — song`, embeds }, { wait: true });
      return { id, castHash: hash };
    },
    gather: async (castHash, people, from = 0) => {
      await whenFollowed(world, CREATOR, 10_000);
      for (let i = from; i < from + people; i += 1) {
        await world.react({ fid: person(i).fid, castHash, kind: 'like' });
        await world.react({ fid: person(i).fid, castHash, kind: 'recast' });
      }
      await world.flush();
    },
    holdings: async user => {
      const { address } = testUsers[user];
      const [ether, sent] = await Promise.all([
        stack.chain.clients.read.getBalance({ address }),
        stack.chain.clients.read.getTransactionCount({ address }),
      ]);
      const { rows } = await withDatabase(stack.supabase.url, db =>
        db.query<{ n: string }>('select count(*) as n from public.coin_trades where trader = $1', [address.toLowerCase()]),
      );
      return { ether, sent, trades: Number(rows[0]?.n) };
    },
    coinOf: async performanceId => {
      const { rows } = await withDatabase(stack.supabase.url, db =>
        db.query<{ coin: string; user_id: string }>(
          'select c.coin_address as coin, p.user_id from public.performances p join public.performance_coins c on c.performance_id = p.id where p.id = $1',
          [performanceId],
        ),
      );
      if (!rows[0]) throw new Error('it has no coin');
      return { coin: rows[0].coin, userId: rows[0].user_id };
    },
    sealedOf: async performanceId => {
      const { rows } = await withDatabase(stack.supabase.url, db =>
        db.query<{ cid: string }>(
          'select m.cid from public.holders_files f join public.media_files m on m.id = f.media_id where f.performance_id = $1',
          [performanceId],
        ),
      );
      const answer = await fetch(`${urlOf(config, 'ipfs')}/ipfs/${rows[0]?.cid}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    end: async () => {
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

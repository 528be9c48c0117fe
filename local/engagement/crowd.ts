import type { ReceivedEvent } from '../../shared/engagement/ports.ts';
import { unixMs } from '../../shared/kernel/units.ts';
import { connectDatabase, type Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { castRecorder } from '../../supabase/functions/_shared/stores/performances.ts';

/** A prime number, so that whoever comes again does it on another cast. */
export const PEOPLE = 70_001;
const START = Date.UTC(2026, 0, 1);
const APP = 'https://app.example';

export const hashOf = (n: number) => `0x${n.toString(16).padStart(40, '0')}`;
export const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** The likes of a crowd on casts `1…casts` by turns, from the `from`th on, in the order in which they happen. */
export function likes(from: number, count: number, casts: number): ReceivedEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    return {
      action: 'created',
      signal: 'like',
      fid: 1 + ((n * 7_919) % PEOPLE),
      castHash: hashOf(1 + (n % casts)),
      at: unixMs(START + n * 50),
      score: 0.9,
      by: { username: `user${n % PEOPLE}`, displayName: 'Somebody', avatarUrl: null },
    };
  });
}

/** Posts casts `1…casts`. */
export async function post(db: Database, casts: number): Promise<void> {
  const author = { fid: 9, displayName: 'Nia', username: 'nia', avatarUrl: null, bio: null, walletAddress: null };
  const record = castRecorder(db, { appUrl: APP });
  for (let n = 1; n <= casts; n++) {
    const embeds = [{ url: `${APP}/p/${idOf(n)}`, contentType: null, durationMs: null }];
    const cast = { hash: hashOf(n), author, text: 'Song — song', at: unixMs(START), embeds, parentHash: null, channel: null };
    await record('created', cast);
  }
}

/** Adds other people's casts beside, with states and metrics like those of cast 1, until there are `total`. Not through the door: it is scenery. */
export async function fillUp(url: string, total: number): Promise<void> {
  const admin = connectDatabase(url, { max: 1 });
  await admin`set session_replication_role = replica`;
  const [known] = await admin<{ count: number }[]>`select count(*)::integer as count from private.engagement_casts`;
  const from = 1_000_000 + (known?.count ?? 0);
  const to = from + total - (known?.count ?? 0) - 1;
  await admin`
    insert into private.engagement_casts (cast_hash, performance_id, posted_at, creator_fid, received, events, likes)
    select '0x' || lpad(to_hex(n), 40, '0'), ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, c.posted_at, n, c.received, c.events, c.likes
    from private.engagement_casts c, generate_series(${from}::integer, ${to}::integer) n where c.cast_hash = ${hashOf(1)}`;
  await admin`
    insert into private.engagement_states (cast_hash, state, checkpoint, earlier_checkpoint)
    select '0x' || lpad(to_hex(n), 40, '0'), s.state, s.checkpoint, s.earlier_checkpoint
    from private.engagement_states s, generate_series(${from}::integer, ${to}::integer) n where s.cast_hash = ${hashOf(1)}`;
  await admin`
    insert into public.performance_metrics (performance_id, likes_count, viral_score, viral_threshold, people, rising_score, version)
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, m.likes_count, random() * 100, m.viral_threshold, m.people, random() * 100, 1
    from public.performance_metrics m, generate_series(${from}::integer, ${to}::integer) n where m.performance_id = ${idOf(1)}`;
  await admin`analyze`;
  await admin.end();
}

import { FINGERPRINT } from '../../../../shared/moderation/fingerprint.ts';
import type { OtherTake, PrintSource, RightsPorts } from '../../../../shared/moderation/ports.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** Words that are looked up, at even steps. */
const MOST_WORDS = 400;
/** Words in common at one shift, below which two takes are not compared: unrelated ones have one or two. */
const LEAST_EVIDENCE = 2;

/** Prints and claims on Postgres. */
export function rightsStore(
  db: Database,
): Omit<RightsPorts, 'hear'> & { uploadedBy: (cid: string, userId: string) => Promise<boolean> } {
  return {
    uploadedBy: async (cid, userId) =>
      (
        await db`
          select from public.media_files
          where cid = ${cid} and user_id = ${userId} and purpose = 'take' and pin_status = 'pinned' limit 1`
      ).length === 1,

    take: async id => {
      const [row] = await db<{ id: string; user_id: string; cids: string[] }[]>`
        select id, user_id, array(select cid from private.take_files where performance_id = id order by cid) as cids
        from public.performances where id = ${id} and status = 'live'`;
      return row ? { id: row.id, userId: row.user_id, cids: row.cids } : null;
    },
    sameBytes: ({ id, userId, cids }, most) =>
      db<OtherTake[]>`
        select p.id, private.on_stage_before(p.id, ${id}) as "isOlder"
        from private.take_files f join public.performances p on p.id = f.performance_id
        where f.cid = any (${arrayOf(cids)}::text[]) and p.user_id <> ${userId} and p.status <> 'draft'
        order by f.since, p.number limit ${most}`,
    printOf: async cid => {
      const [row] = await db<{ words: number[]; source: PrintSource }[]>`
        select words, source from private.audio_prints where cid = ${cid} and method = ${FINGERPRINT}`;
      return row ? { words: Uint32Array.from(row.words), source: row.source } : null;
    },
    keepPrint: async (cid, words, source) => {
      if (words.length === 0) return;
      await db`
        insert into private.audio_prints as p (cid, method, source, words)
        values (${cid}, ${FINGERPRINT}, ${source}, ${arrayOf([...Int32Array.from(words)])}::integer[])
        on conflict (cid) do update set method = excluded.method, source = excluded.source, words = excluded.words
        where p.source = 'device' and excluded.source = 'server'`;
    },
    alike: async ({ id, userId }, words, most) => {
      const asked = wordsNear(words);
      const rows = await db<(OtherTake & { words: number[]; evidence: number })[]>`
        -- Among takes of others alone: files without a take, which anybody may bring with a print of their own, crowd out none.
        select p.id, private.on_stage_before(p.id, ${id}) as "isOlder", a.words, l.evidence
        from private.prints_like(${arrayOf(asked.words)}::integer[], ${arrayOf(asked.places)}::integer[], ${FINGERPRINT}, ${LEAST_EVIDENCE}) l
          join private.audio_prints a using (cid) join private.take_files f using (cid) join public.performances p on p.id = f.performance_id
        where p.id <> ${id} and p.user_id <> ${userId} and p.status <> 'draft'
        order by row_number() over (partition by p.user_id order by l.evidence desc), l.evidence desc limit ${most}`;
      return rows.map(row => ({ ...row, words: Uint32Array.from(row.words) }));
    },
    hold: async (takeId, ofId, because, match) => {
      await db`
        insert into public.copy_claims (performance_id, of_performance_id, because, difference)
        values (${takeId}, ${ofId}, ${because}, ${match?.difference ?? null}) on conflict (performance_id, of_performance_id) do nothing`;
    },
    holdUnheard: async takeId => {
      await db`
        insert into public.copy_claims (performance_id, because) values (${takeId}, 'unheard')
        on conflict (performance_id, of_performance_id) do nothing`;
    },
  };
}

/**
 * What is looked up: each word, and the 32 that differ from it in one bit, with its place. A codec at its lowest leaves next to no word as it was, and
 * one in twenty with a single bit turned.
 */
function wordsNear(print: Uint32Array): { words: number[]; places: number[] } {
  const step = Math.max(1, Math.floor(print.length / MOST_WORDS));
  const words: number[] = [];
  const places: number[] = [];
  for (let at = 0; at < print.length; at += step) {
    const word = print[at] as number;
    if (word === 0) continue;
    words.push(word | 0);
    places.push(at);
    for (let bit = 0; bit < 32; bit++) {
      words.push(word ^ (1 << bit));
      places.push(at);
    }
  }
  return { words, places };
}

import { MOST_CANDIDATES } from '../../shared/moderation/check-rights.ts';
import type { Candidate } from '../../shared/moderation/ports.ts';
import { connectDatabase } from '../../supabase/functions/_shared/adapters/database.ts';
import { rightsStore } from '../../supabase/functions/_shared/stores/rights.ts';
import { startTestDatabase } from '../supabase/test-database.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

export type Stage = {
  /** What the server would compare a print with. */
  candidatesFor: (print: Uint32Array) => Promise<Candidate[]>;
  /** The takes, in the order of their prints. */
  takes: string[];
  end: () => Promise<void>;
};

/** A database in which each of these prints is that of a take by a person of its own. It takes `firstPort + 1`. */
export async function stageOf(prints: readonly Uint32Array[], firstPort: number): Promise<Stage> {
  const postgres = await startTestDatabase(firstPort);
  const db = connectDatabase(postgres.url);
  const store = rightsStore(db);
  const takes: string[] = [];
  for (const [n, words] of prints.entries()) {
    const cid = `baf${'abcdefghijklmnopqrstuvwxyz'.charAt(n % 26)}`.padEnd(59, 'a');
    await store.keepPrint(cid, words, 'server');
    const [take] = await db<{ id: string }[]>`
      with person as (insert into public.users (farcaster_fid, display_name) values (${n + 1}, 'P') returning id)
      insert into public.performances (user_id, title, poster_lines, kind, ink, audio_url)
      select id, 'T', '{T}', 'song', 'amber', ${`https://ipfs.example/ipfs/${cid}`} from person returning id`;
    if (take) takes.push(take.id);
  }
  return {
    candidatesFor: print => store.alike({ id: NOBODY, userId: NOBODY, cids: [] }, print, MOST_CANDIDATES),
    takes,
    end: async () => {
      await db.end();
      await postgres.stop();
    },
  };
}

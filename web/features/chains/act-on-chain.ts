import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';
import { requireSession } from '../../lib/session.ts';
import { supabase, written, writtenOnce } from '../../lib/supabase.ts';

const started = z.object({ chain_id: z.uuid(), move_id: z.uuid() });
const score = z.object({ total: z.number(), moves: z.array(z.number()), mirrored: z.boolean() });
const joined = z.object({ ...started.shape, score: z.nullable(score) });
/** What the server decided about an answer; no score for songs. */
export type Joined = z.infer<typeof joined>;

/** A movement that was brought, with what beside it. */
type Dance = { pose: unknown; name: string; takeId: string | null };
type Song = { name: string; takeId: string };

/** Gives a move the viewer's vote, or takes it back; doing either twice changes nothing. */
export async function vote(moveId: string, wants: boolean): Promise<void> {
  await requireSession();
  if (wants) await writtenOnce(supabase().from('move_votes').insert({ move_id: moveId }));
  else await written(supabase().from('move_votes').delete().eq('move_id', moveId));
}

/** As `vote`, for following a chain. */
export async function followChain(chainId: string, wants: boolean): Promise<void> {
  await requireSession();
  if (wants) await writtenOnce(supabase().from('chain_follows').insert({ chain_id: chainId }));
  else await written(supabase().from('chain_follows').delete().eq('chain_id', chainId));
}

const beside = (takeId: string | null) => (takeId === null ? {} : { performance_id: takeId });
const answer = (moveId: string, body: object) => callApi(`api/moves/${moveId}/answers`, { method: 'POST', body, schema: joined });
const start = (body: object) => callApi('api/chains', { method: 'POST', body, schema: started });

/** Answers a move with a recording, and a take beside it. @throws ApiError with what did not match, in words */
export async function answerDance(moveId: string, { pose, name, takeId, ownFromMs }: Dance & { ownFromMs: number }) {
  return answer(moveId, { name, recording: pose, own_from_ms: ownFromMs, ...beside(takeId) });
}

/** Answers a verse with a take. @throws ApiError */
export async function answerSong(moveId: string, { name, takeId }: Song) {
  return answer(moveId, { name, performance_id: takeId });
}

/** Starts a chain with a recording, and a take beside it. @throws ApiError */
export async function startDance({ pose, name, takeId, title }: Dance & { title: string }) {
  return start({ kind: 'dance', title, name, recording: pose, ...beside(takeId) });
}

/** Starts a chain of songs with a take. @throws ApiError */
export async function startSong({ name, takeId, title }: Song & { title: string }) {
  return start({ kind: 'song', title, name, performance_id: takeId });
}

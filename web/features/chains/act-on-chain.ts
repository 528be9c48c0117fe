import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { requireSession } from '../../lib/session.ts';
import { supabase, written } from '../../lib/supabase.ts';

const kept = z.object({ cid: z.string(), frames: z.number(), duration_ms: z.number() });
const joined = z.object({ chain_id: z.uuid(), move_id: z.uuid() });

/** To vote or follow twice, on two devices, is to do it once. */
const once = (write: Promise<void>) =>
  write.catch(error => {
    if (!(error instanceof ApiError && error.code === 'database/23505')) throw error;
  });

export async function vote(moveId: string, wants: boolean): Promise<void> {
  await requireSession();
  if (wants) await once(written(supabase().from('move_votes').insert({ move_id: moveId })));
  else await written(supabase().from('move_votes').delete().eq('move_id', moveId));
}

export async function followChain(chainId: string, wants: boolean): Promise<void> {
  await requireSession();
  if (wants) await once(written(supabase().from('chain_follows').insert({ chain_id: chainId })));
  else await written(supabase().from('chain_follows').delete().eq('chain_id', chainId));
}

/** Brings pose data and answers a move with them. @throws ApiError with what did not match, in words */
export async function answerMove(moveId: string, { pose, name, ownFromMs }: { pose: unknown; name: string; ownFromMs: number }) {
  const { cid } = await callApi('api/poses', { method: 'POST', body: pose, schema: kept });
  const body = { name, pose_cid: cid, own_from_ms: ownFromMs };
  return callApi(`api/moves/${moveId}/answers`, { method: 'POST', body, schema: joined });
}

/** Brings pose data and starts a chain with them. @throws ApiError */
export async function startChain({ pose, name, title }: { pose: unknown; name: string; title: string }) {
  const { cid } = await callApi('api/poses', { method: 'POST', body: pose, schema: kept });
  return callApi('api/chains', { method: 'POST', body: { kind: 'dance', title, name, pose_cid: cid }, schema: joined });
}

import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';
import { supabase, written } from '../../lib/supabase.ts';
import type { Sealed } from './seal-for-holders.ts';

const released = z.object({ cid: z.string(), mime: z.string(), size: z.number(), key: z.string() });
export type Released = z.infer<typeof released>;

/** Adds an uploaded sealed file to one's own take; the key goes with it. @throws ApiError */
export async function addHoldersFile(
  takeId: string,
  mediaId: string,
  { fileId, key }: Sealed,
  leastCoins: number,
): Promise<void> {
  const body = { media_id: mediaId, file_id: fileId, key: btoa(String.fromCharCode(...key)), least_coins: leastCoins };
  await callApi(`api/performances/${takeId}/holders-file`, { method: 'POST', body, schema: z.object({}) });
}

/** Removes it: its key is destroyed. @throws ApiError */
export async function removeHoldersFile(fileId: string): Promise<void> {
  await callApi(`api/holders-files/${fileId}`, { method: 'DELETE', schema: z.object({}) });
}

/** Asks for the key; signs in first where nobody is. Operators give a reason. @throws ApiError with the reason of a refusal */
export function askForKey(fileId: string, reason: string | undefined, signal: AbortSignal): Promise<Released> {
  return callApi(`api/holders-files/${fileId}/key`, { method: 'POST', body: { reason }, schema: released, signal });
}

/** An operator takes it down, or puts it back. @throws ApiError */
export async function moderateHoldersFile(file: string, decision: 'take_down' | 'put_back', reason: string): Promise<void> {
  await written(supabase().rpc('moderate_holders_file', { file, decision, reason }));
}

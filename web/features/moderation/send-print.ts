import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';

/** Says what was heard in a file that the viewer uploaded. @throws ApiError */
export async function sendPrint(cid: string, words: string): Promise<void> {
  await callApi('api/prints', { method: 'POST', body: { cid, words }, schema: z.object({ kept: z.boolean() }) });
}

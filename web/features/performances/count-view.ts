import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';

const counted = new Set<string>();

/** Says that a take was watched; once for each take while the app runs. Nothing follows when it cannot be said. */
export async function countView(performanceId: string): Promise<void> {
  if (counted.has(performanceId)) return;
  counted.add(performanceId);
  const body = { performance_id: performanceId };
  await callApi('api/views', { method: 'POST', body, schema: z.unknown(), auth: 'if-there' }).catch(() => undefined);
}

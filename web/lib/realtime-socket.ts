import type { RealtimeClient } from '@supabase/realtime-js';
import { once } from '../../shared/kernel/once.ts';
import { env } from './env.ts';
import { sessionStore, settledSession } from './session.ts';

/** Waits between attempts to connect, in ms: soon at first, later spread out, so that many clients do not come back in one moment. */
const WAITS = [300, 1000, 2000, 4000, 8000];

/**
 * The one socket of the app. It is opened by the first listener, and its code is loaded then. Open channels learn of a new session at once.
 * Rejects while the code cannot be fetched; who asks later has it tried again.
 */
export const realtime = once(async (): Promise<RealtimeClient> => {
  const { RealtimeClient } = await import('@supabase/realtime-js');
  const made = new RealtimeClient(`${env().supabaseUrl.replace(/^http/, 'ws')}/realtime/v1`, {
    params: { apikey: env().supabaseKey },
    accessToken: async () => (await settledSession())?.accessToken ?? env().supabaseKey,
    reconnectAfterMs: tries => (WAITS[tries - 1] ?? 8000) * (0.75 + Math.random() / 2),
  });
  sessionStore.subscribe(() => void made.setAuth());
  return made;
});

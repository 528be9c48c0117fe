import * as z from 'zod/mini';
import { setServerTime, timeAskedStore } from './clock.ts';
import { env } from './env.ts';
import { rows, supabase } from './supabase.ts';

const told = z.object({ at: z.string() });

/** A device that is set anew, or slept, is found out at the latest after this long. */
const ASK_EVERY_MS = 10 * 60_000;

/**
 * Sets the app's clock by the database's: now, whenever the page is looked at again, and every ten minutes. While nobody answers
 * the device's own has to do.
 */
export function keepTime(page: Pick<Document, 'addEventListener' | 'visibilityState'>): void {
  const ask = () => void askTime().catch(() => timeAskedStore.set(true));
  ask();
  setInterval(ask, ASK_EVERY_MS);
  page.addEventListener('visibilitychange', () => page.visibilityState === 'visible' && ask());
}

async function askTime(): Promise<void> {
  const asked = Date.now();
  const start = performance.now();
  // As a visitor: by a clock that is behind, a session that is over seems good, and nothing is told to it.
  const [said] = await rows(supabase().rpc('server_time').setHeader('authorization', `Bearer ${env().supabaseKey}`), told);
  const answered = Date.now();
  // The longer of both: the device's clock may be set meanwhile, and the steady one stands still while it sleeps.
  const took = Math.max(answered - asked, performance.now() - start);
  if (said) setServerTime(Date.parse(said.at), { asked: answered - took, answered });
}

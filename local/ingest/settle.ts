import { setTimeout as pause } from 'node:timers/promises';
import { withDatabase } from '../supabase/with-database.ts';

const LOOK_MS = 20;
const LONGEST_MS = 300_000;

/** Waits until every cast has been folded again that had to be. @returns seconds @throws Error when some still wait after five minutes */
export function settle(url: string, help: () => Promise<void>): Promise<number> {
  return withDatabase(url, async client => {
    const from = performance.now();
    while (performance.now() - from < LONGEST_MS) {
      const { rows } = await client.query('select from private.engagement_casts where refold_at is not null limit 1');
      if (rows.length === 0) return (performance.now() - from) / 1000;
      await help();
      await pause(LOOK_MS);
    }
    throw new Error('some casts are not folded again');
  });
}

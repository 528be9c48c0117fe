import pg from 'pg';
import { databaseUrl, type LocalConfig } from '../config.ts';

/** What reads the tables during a replay. Launches, fans and tallies ask beside each other, where one connection answers one question at a time. */
export function openReads(config: LocalConfig): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl(config), max: 4 });
  pool.on('error', () => {}); // a connection that was lost while nobody used it: whoever asks next hears of it
  return pool;
}

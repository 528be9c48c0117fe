import pg from 'pg';
import type { Claims } from '../tokens.ts';

/**
 * SQL that makes the rest of a transaction run as the caller: role, claims, and the topic that realtime.topic() gives.
 * Claims come from `Tokens`, which knows the API's roles only. Written with literals, so that a whole check is one round trip.
 */
export function impersonate(claims: Claims, topic = ''): string {
  const settings = {
    'request.jwt.claims': JSON.stringify(claims),
    'request.jwt.claim.sub': claims.sub ?? '',
    'request.jwt.claim.role': claims.role,
    'realtime.topic': topic,
    role: claims.role,
  };
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`);
  return `select ${calls.join(', ')};`;
}

/** Runs statements in a transaction that is rolled back, in one round trip, and gives the rows of each. */
export async function inRolledBack(pool: pg.Pool, sql: string): Promise<Record<string, unknown>[][]> {
  const client = await pool.connect();
  try {
    const results = (await client.query(`begin; ${sql} rollback;`)) as unknown as pg.QueryResult[];
    return results.slice(1, -1).map(result => result.rows as Record<string, unknown>[]);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

import pg from 'pg';

/** Opens one superuser connection, runs `work` on it, closes it. Notices are dropped: bootstrap and migrations make many. */
export async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // A connection that breaks fails the query that waits on it; on its own it must not end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

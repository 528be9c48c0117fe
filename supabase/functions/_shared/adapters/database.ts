import pg from 'pg';

/** What may be bound to a statement. Objects and lists are bound as text and cast: `${JSON.stringify(x)}::jsonb`, `${arrayOf(ids)}::bigint[]`. */
export type Parameter = string | number | bigint | boolean | Date | Uint8Array | null;

/** The rows that a statement returned; `count` is how many rows it touched. */
export type Rows<T extends readonly object[]> = T & { count: number };

/** A tagged template runs one statement; what is put into it is bound, never spliced. */
type RunSql = <T extends readonly object[] = pg.QueryResultRow[]>(
  text: TemplateStringsArray,
  ...parameters: readonly Parameter[]
) => Promise<Rows<T>>;

/**
 * Runs statements within one transaction, in the order in which they are asked for. Those that need not wait for each other's answers
 * are asked for at once, `Promise.all([tx`…`, tx`…`])`, and take one round trip.
 */
export type Transaction = RunSql & { begin?: never };

/** Runs statements on any free connection of a small pool. */
export type Database = RunSql & {
  /** Runs `work` in a transaction: committed when it resolves, rolled back when it, or any statement of it, rejects. */
  begin: <R>(work: (tx: Transaction) => Promise<R>) => Promise<R>;
  /** Lets what runs end, then closes every connection. */
  end: () => Promise<void>;
};

/**
 * Connects lazily. The pooler works in transaction mode, hence no named statements, no LISTEN and no session locks.
 * bigint and numeric columns arrive as text: callers choose `Number` or `BigInt`, nothing is rounded on the way. Times arrive as `Date`.
 * A connection that is lost rejects what ran on it and is never used again.
 */
export function connectDatabase(url: string, { max = 4 } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Statements are sent as they are asked for, and answered in that order.
    pipeline: true,
    application_name: 'gigavibe-functions',
  });
  // Without a listener, a connection that is cut would end the process. What ran on it rejects by itself.
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));

  const begin: Database['begin'] = async work => {
    const client = await pool.connect().catch(withCode);
    let failure: Error | undefined;
    let isOver = false;
    try {
      // Not awaited before `work`: what it asks first goes out with it.
      const begun = client.query('begin').catch(withCode);
      const [, result] = await Promise.all([begun, work(runSqlOn(client, () => isOver))]);
      isOver = true;
      const { command } = await client.query('commit').catch(withCode);
      // To commit what has failed is to roll it back, which Postgres says in passing.
      if (command !== 'COMMIT') throw new Error('a statement of the transaction has failed');
      return result;
    } catch (error) {
      isOver = true;
      // A connection that cannot even roll back is closed instead of being handed to the next caller.
      await client.query('rollback').catch(reason => {
        failure = reason;
      });
      throw error;
    } finally {
      client.release(failure);
    }
  };
  return Object.assign(runSqlOn(pool), { begin, end: () => pool.end() });
}

function runSqlOn(runner: pg.Pool | pg.PoolClient, isOver = () => false): RunSql {
  return async <T extends readonly object[]>(text: TemplateStringsArray, ...parameters: readonly Parameter[]) => {
    // Of work that goes on beside a statement that failed: its connection is another's by now.
    if (isOver()) throw new Error('the transaction is over');
    const statement = text.reduce((sql, part, i) => `${sql}$${i}${part}`);
    const { rows, rowCount } = await runner.query(statement, [...parameters]).catch(withCode);
    // Not enumerable: the rows stay a plain list to whoever compares or prints them.
    return Object.defineProperty(rows, 'count', { value: rowCount ?? 0 }) as unknown as Rows<T>;
  };
}

/** Postgres and the socket say a code; what the driver itself finds wrong without one is always the connection. */
function withCode(error: unknown): never {
  if (error instanceof Error && !('code' in error)) throw Object.assign(error, { code: 'CONNECTION_CLOSED' });
  throw error;
}

import postgres from 'postgres';

/** A small pool of connections; tagged templates run SQL with bound parameters. */
export type Database = postgres.Sql;

/** The same inside `db.begin(async tx => …)`. */
export type Transaction = postgres.TransactionSql;

/**
 * Connects lazily. The pooler works in transaction mode, hence no prepared statements, no LISTEN and no session locks.
 * bigint and numeric columns arrive as text: callers choose `Number` or `BigInt`, nothing is rounded on the way.
 * BigInt parameters are accepted. Times arrive as `Date`.
 */
export function connectDatabase(url: string, { max = 4 } = {}): Database {
  return postgres(url, {
    max,
    prepare: false,
    // The catalogue query for array types costs a round trip and a prepared statement per connection; arrays are cast in SQL.
    fetch_types: false,
    connect_timeout: 5,
    idle_timeout: 30,
    onnotice: () => {},
    connection: { application_name: 'gigavibe-functions' },
  });
}

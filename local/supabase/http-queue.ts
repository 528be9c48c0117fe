import pg from 'pg';
import type { Part } from '../part.ts';

const BATCH = 50;
const POLL_MS = 1000;
/** How long responses are kept; pg_net's default. */
const KEEP = "interval '6 hours'";

type QueuedRequest = {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string> | null;
  body: Buffer | null;
  timeout_milliseconds: number;
};

/**
 * Sends what net.http_post and its sisters queue, and writes net._http_response, as pg_net's worker does.
 * Wakes on a notification, and polls for what a lost one left. Does nothing while the extension is not installed.
 * A request is removed before it is sent: one that a crash interrupts is lost, as with pg_net.
 */
export async function startHttpQueue(url: string, onError: (message: string) => void): Promise<Part> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', error => pool.ending || onError(error.message));
  const listener = await pool.connect();
  const inFlight = new Set<Promise<void>>();
  let draining: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const drain = async () => {
    const installed = await pool.query("select to_regclass('net.http_request_queue') as queue");
    while (installed.rows[0]?.queue && !stopped) {
      const { rows } = await pool.query<QueuedRequest>(
        `delete from net.http_request_queue where id in (
           select id from net.http_request_queue order by id limit ${BATCH} for update skip locked
         ) returning *`,
      );
      if (rows.length === 0) return;
      for (const row of rows) {
        const sending = send(pool, row).catch(error => onError(error.message));
        inFlight.add(sending);
        sending.finally(() => inFlight.delete(sending));
      }
      if (inFlight.size >= BATCH) await Promise.race(inFlight);
    }
  };
  const wake = () => {
    again = true;
    draining ??= (async () => {
      while (again && !stopped) {
        again = false;
        await drain().catch(error => onError(error.message));
      }
    })().finally(() => {
      draining = null;
    });
  };
  listener.on('error', error => stopped || onError(error.message));
  listener.on('notification', wake);
  await listener.query('listen pg_net');
  wake();
  const poll = setInterval(wake, POLL_MS);
  const prune = setInterval(() => {
    pool.query(`delete from net._http_response where created < now() - ${KEEP}`).catch(() => {});
  }, 60_000);
  return {
    name: 'http queue',
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      clearInterval(prune);
      await draining;
      await Promise.all(inFlight);
      listener.release(true);
      await pool.end();
    },
  };
}

async function send(pool: pg.Pool, row: QueuedRequest): Promise<void> {
  const write = (values: unknown[]) =>
    pool.query(
      'insert into net._http_response (id, status_code, content_type, headers, content, timed_out, error_msg) values ($1, $2, $3, $4, $5, $6, $7)',
      [row.id, ...values],
    );
  try {
    const response = await fetch(row.url, {
      method: row.method,
      headers: row.headers ?? {},
      ...(row.body && row.method !== 'GET' && { body: new Uint8Array(row.body) }),
      signal: AbortSignal.timeout(row.timeout_milliseconds),
    });
    const headers = JSON.stringify(Object.fromEntries(response.headers));
    await write([response.status, response.headers.get('content-type'), headers, await response.text(), false, null]);
  } catch (error) {
    const { name, message, cause } = error as Error;
    const timedOut = name === 'TimeoutError';
    await write([
      null,
      null,
      null,
      null,
      timedOut,
      timedOut ? `Timeout of ${row.timeout_milliseconds} ms reached` : `${message} ${cause ?? ''}`,
    ]);
  }
}

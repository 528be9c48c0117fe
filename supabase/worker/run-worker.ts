import { syncOnce } from '../../shared/markets/sync-once.ts';
import { baseNodes } from '../functions/_shared/adapters/ask-both.ts';
import { syncChain } from '../functions/_shared/adapters/chain-markets.ts';
import { systemClock } from '../functions/_shared/adapters/clock.ts';
import { connectDatabase } from '../functions/_shared/adapters/database.ts';
import { databaseClock } from '../functions/_shared/adapters/database-clock.ts';
import { readEnv } from '../functions/_shared/env.ts';
import { syncStore } from '../functions/_shared/stores/markets.ts';

/** A run of cron's function has the lease for 4 s at most; after that it is the worker's as long as it lives. */
const BUDGET_MS = 60_000;
const PATIENCE_MS = 10_000;
/** Where the node counts questions: see WORKER_POLL_MS. */
const POLL_MS = 50;
/** After a failure: the chain or the database is away, and comes back by itself. */
const REST_MS = 1_000;

/**
 * The step that cron drives, in a process that never sleeps: for a world with traffic, where half a poll more or less is seen.
 * Cron's function finds the lease taken and does nothing; when the worker dies, it goes on. Ends when `signal` says so, with the
 * lease given back.
 */
export async function runWorker(
  source: Record<string, string | undefined>,
  signal: AbortSignal,
  report: (line: string) => void,
): Promise<void> {
  const env = readEnv(source, ['DATABASE_URL', 'BASE_RPC_URL'], ['BASE_WITNESS_URL', 'BACKING_POOLS', 'WORKER_POLL_MS']);
  const db = connectDatabase(env.DATABASE_URL, { max: 2 });
  const ports = {
    store: syncStore(db),
    chain: syncChain(baseNodes(env), env.BACKING_POOLS),
    clock: databaseClock(db),
    runId: () => `worker ${crypto.randomUUID()}`,
  };
  let trouble = '';
  while (!signal.aborted) {
    try {
      const done = await syncOnce(ports, BUDGET_MS, { pollMs: env.WORKER_POLL_MS ?? POLL_MS, patienceMs: PATIENCE_MS, signal });
      if (done.unread > 0) report(`${done.unread} logs of coins or hooks break their own ABI; they were passed over.`);
      if (done.unsure > 0) report('Two nodes of Base do not agree on the pool of a currency; its new coins wait until they do.');
      if (!done.leased) await systemClock.sleep(REST_MS);
      trouble = '';
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      if (said !== trouble) report(`The worker could not follow the chain: ${said}`);
      trouble = said;
      await systemClock.sleep(REST_MS);
    }
  }
  await db.end();
}

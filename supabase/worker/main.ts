import { runWorker } from './run-worker.ts';

/** `npm run worker`: follows the chain until it is told to end. Reads DATABASE_URL, BASE_RPC_URL, BASE_WITNESS_URL, BACKING_POOLS and WORKER_POLL_MS. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
await runWorker(process.env, stop.signal, line => console.error(line)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

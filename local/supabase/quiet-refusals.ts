import { AsyncLocalStorage } from 'node:async_hooks';

/** An error that Postgres answered with: it has a five-character SQLSTATE. */
const isDatabaseError = (value: unknown) =>
  value instanceof Error && /^[0-9A-Z]{5}$/.test(String((value as { code?: unknown }).code));

/**
 * The REST server prints every error that Postgres answers with, a refused insert as much as a bug. The caller gets it as the
 * response, so within `run` it is not printed; everything else still is.
 */
export function quietRefusals(): { run: <T>(work: () => T) => T; stop: () => void } {
  const inside = new AsyncLocalStorage<true>();
  const original = console.error;
  const filtered = (...values: unknown[]) => {
    if (inside.getStore() && isDatabaseError(values[0])) return;
    original(...values);
  };
  console.error = filtered;
  return {
    run: work => inside.run(true, work),
    stop: () => {
      if (console.error === filtered) console.error = original;
    },
  };
}

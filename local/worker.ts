import { runWorker } from '../supabase/worker/run-worker.ts';
import type { Part } from './part.ts';

/** The worker beside the functions, with their environment. It lives in this process, so that it cannot outlive it. */
export async function startWorker(env: Record<string, string>, report: (line: string) => void): Promise<Part> {
  const ending = new AbortController();
  const ended = runWorker(env, ending.signal, report);
  return {
    name: 'the worker',
    stop: async () => {
      ending.abort();
      await ended;
    },
  };
}

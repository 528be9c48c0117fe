import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import type { TellWatchers } from './ports.ts';

/** So many are told at once, and then the other work of the workers has its turn: some 20 people a second. */
const PAGE = 100;
const PAUSE_MS = 5_000;

/** The worker of `watchers` jobs: payload `{performance_id}`. Safe to run twice: who was told watches no more. */
export function watchersHandler({ tell, now }: { tell: TellWatchers; now: () => UnixMs }): JobHandler {
  return async ({ payload }) => {
    const told = await tell((payload as { performance_id: string }).performance_id, PAGE);
    return told < PAGE ? 'done' : { againAt: unixMs(now() + PAUSE_MS) };
  };
}

import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import type { TellFans } from './ports.ts';

/** So many trades are counted at once, and then the other work of the workers has its turn. */
const PAGE = 500;
const PAUSE_MS = { more: 5_000, waits: 30_000 };

type FansPorts = {
  tell: TellFans;
  /** Number of the newest block that no reorg takes back. @throws AppError retryable when the chain does not answer. */
  safeBlock: () => Promise<number>;
  now: () => UnixMs;
};

/** The worker of `fans` jobs: payload `{performance_id}`. Safe to run twice: how far a coin's trades were told is written with what they tell. */
export function fansHandler({ tell, safeBlock, now }: FansPorts): JobHandler {
  return async ({ payload }) => {
    const left = await tell((payload as { performance_id: string }).performance_id, await safeBlock(), PAGE);
    return left === 'done' ? 'done' : { againAt: unixMs(now() + PAUSE_MS[left]) };
  };
}

import type { Address } from 'viem';
import type { UnixMs } from '../kernel/units.ts';
import type { SyncStore } from './sync-ports.ts';

/** A coin's own row changes at most so often, and at once when it was quiet. */
const REFRESH_MS = 1_000;

/** Which coins' rows are due: the first change of a coin is written at once, those within the next second together when it is over. */
export function refreshDue(store: Pick<SyncStore, 'refresh'>, stale: readonly Address[]) {
  const due = new Set<Address>(stale);
  const refreshedAt = new Map<Address, number>();
  return {
    add: (coins: readonly Address[]) => {
      for (const coin of coins) due.add(coin);
    },
    refresh: async (now: UnixMs, all: boolean) => {
      const coins = [...due].filter(coin => all || now - (refreshedAt.get(coin) ?? 0) >= REFRESH_MS);
      if (coins.length === 0) return;
      await store.refresh(coins, now);
      for (const coin of coins) {
        refreshedAt.set(coin, now);
        due.delete(coin);
      }
    },
  };
}

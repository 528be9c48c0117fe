import { createStore, useStore } from './store.ts';

/** What we stand on and do not own. */
export type PartName = 'chain' | 'farcaster' | 'ipfs' | 'quotes';

/** Parts that do not answer, each with the unix ms since when. Kept current by the features of `ops`. */
export const awayStore = createStore<Partial<Record<PartName, number>>>({});

/** Since when a part has not answered (unix ms), or null while it does. */
export function useAway(part: PartName): number | null {
  return useStore(awayStore)[part] ?? null;
}

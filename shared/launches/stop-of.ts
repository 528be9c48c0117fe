import type { UnixMs } from '../kernel/units.ts';
import type { Launch } from './launch.ts';

/** Where a launch goes that nothing of is on the wire yet: its take is taken back, or what its creator signed ran out. Null while it may go on. */
export function stopOf({ performanceLive, consent }: Launch, now: UnixMs): 'held' | 'expired' | null {
  if (!performanceLive) return 'held';
  return Number(consent?.expiry ?? 0) * 1000 <= now ? 'expired' : null;
}

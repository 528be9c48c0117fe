import type { UnixMs } from '../kernel/units.ts';
import type { JobNext } from '../ops/schema.ts';
import type { CheckStore, MediaFile, PinService } from './ports.ts';

type Ports = { store: CheckStore; pins: Pick<PinService, 'named' | 'remove'>; now: () => UnixMs };

/**
 * Ends a permission when its time is over: what was not said to be uploaded is lost. An address takes any bytes of the size and type that it was signed
 * for, as often as somebody sends some: whatever else came by it is given up, so that nobody stores here what no day counts.
 */
export async function endPermit(file: MediaFile, { store, pins, now }: Ports): Promise<JobNext> {
  if (now() < file.lapsesAt) return { againAt: file.lapsesAt };
  if (file.pinStatus === 'allowed') await store.fail(file.id, 'lost');
  const keeps = file.pinStatus === 'pinned' || file.pinStatus === 'queued';
  const came = await pins.named(file.id);
  let removed = 0;
  for (const { ref, cid } of came) {
    if ((keeps && cid === file.cid) || (await store.isShared({ id: file.id, cid }))) continue;
    await pins.remove(ref);
    removed += 1;
  }
  // The service lists a page at a time: as long as something went, there may be more.
  return removed > 0 ? { againAt: now() } : 'done';
}

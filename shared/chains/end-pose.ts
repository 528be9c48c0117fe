import { z } from 'zod';
import type { UnixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import type { PosePins, PoseStore } from './ports.ts';
import { pinNameOf } from './pose-file.ts';

type Ports = { store: Pick<PoseStore, 'standing' | 'forget'>; pins: PosePins; now: () => UnixMs };

const payload = z.object({ cid: z.string() });

/** The job `pose`: a movement that was pinned and that no move goes by when its hour is over is given up, the file first and then what was noted of it. */
export function poseHandler({ store, pins, now }: Ports): JobHandler {
  return async job => {
    const { cid } = payload.parse(job.payload);
    const standing = await store.standing(cid);
    if (standing === 'stays') return 'done';
    if (standing !== 'lapsed') return { againAt: standing.lapsesAt };
    const files = await pins.named(pinNameOf(cid));
    for (const { ref } of files) await pins.remove(ref);
    // The service lists a page at a time: as long as something went, there may be more.
    if (files.length > 0) return { againAt: now() };
    await store.forget(cid);
    return 'done';
  };
}

import { AppError } from '../kernel/app-error.ts';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobNext } from '../ops/schema.ts';
import type { CheckStore, MediaFile, SecondPin } from './ports.ts';

type SecondPorts = { store: CheckStore; second?: SecondPin | undefined; now: () => UnixMs };

const LOOK_AGAIN_MS = 15_000;

/** Asks the second place, where there is one, to keep a file that is pinned. The job comes again until it says whether it does. */
export async function askSecond(file: MediaFile, { store, second, now }: SecondPorts): Promise<JobNext> {
  if (!second) return 'done';
  const { ref, status } = await second.request(file.cid, file.id);
  await store.second(file.id, status, ref);
  return status === 'queued' ? { againAt: unixMs(now() + LOOK_AGAIN_MS), payload: { id: file.id, secondRef: ref } } : 'done';
}

/** Looks what became of that. @throws AppError `media/no-second-pin` (500) */
export async function followSecond(id: string, ref: string, { store, second, now }: SecondPorts): Promise<JobNext> {
  if (!second) throw new AppError('media/no-second-pin', 'The second place is configured no more.', { status: 500 });
  const status = await second.look(ref);
  if (status !== 'queued') await store.second(id, status);
  return status === 'queued' ? { againAt: unixMs(now() + LOOK_AGAIN_MS) } : 'done';
}

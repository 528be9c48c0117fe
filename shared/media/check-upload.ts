import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { HoldJob, Job, JobHandler, JobNext } from '../ops/schema.ts';
import { endPermit } from './end-permit.ts';
import { blockAway } from './errors.ts';
import { holdWhileReading } from './hold-while-reading.ts';
import { inspectMedia } from './inspect-media.ts';
import { inspectSealed } from './inspect-sealed.ts';
import { judgeMedia, type Problem } from './judge-media.ts';
import { judgeSound } from './judge-sound.ts';
import { LOST_AFTER_MS } from './limits.ts';
import type { CheckStore, DecoderMakers, MediaFile, PinService, SecondPin } from './ports.ts';
import { askSecond, followSecond } from './second-pin.ts';
import { type FetchBlock, NotTheFile, openVerified, readLeaf, type VerifiedFile } from './verified-file.ts';
import { windowOn } from './window-on.ts';

export type CheckPorts = {
  store: CheckStore;
  pins: Pick<PinService, 'find' | 'named' | 'remove'>;
  /** Absent where no second place is configured. */
  second?: SecondPin | undefined;
  fetchBlock: FetchBlock;
  decoders: DecoderMakers;
  hold: HoldJob;
  now: () => UnixMs;
};

/** A file that ended its worker so often in a row is one that no reader should be given. */
const MOST_LOST = 4;
/** With less time than this a sound is not listened to: the job comes again, and then has read all leaves. */
const HEARING_MS = 4_000;
type Held = { ref: string; name: string };
/** What a job remembers: how many leaves were read and found right, that only the second pin is left, or that it ends the permission. */
type Memory = { id: string; checked?: number; secondRef?: string; lapse?: boolean };

/**
 * Checks an upload from the stored bytes alone: the service holds this CID, every block hashes to its name, size, type, length and sound are
 * what we take. Then it is pinned; else it failed with a reason and, when nobody else needs it, is given up. Goes on where it was when its time is over,
 * but for what is read at once, during which the job is held; one that was lost too often is refused.
 */
export function checkHandler(ports: CheckPorts): JobHandler {
  return async (job: Job, until: UnixMs): Promise<JobNext> => {
    const memory = job.payload as Memory;
    const file = await ports.store.find(memory.id);
    if (memory.lapse) return file ? endPermit(file, ports) : 'done';
    if (memory.secondRef) return followSecond(memory.id, memory.secondRef, ports);
    if (file?.pinStatus === 'pinned' && file.secondPin === null) return askSecond(file, ports);
    if (file?.pinStatus !== 'queued') return 'done';
    const held = await ports.pins.find(file.cid);
    if (held === null) return waitOrLose(file, ports);
    if (job.lost >= MOST_LOST) return refuse(file, held, 'corrupt', ports);
    return checkStored(file, held, job, until, ports).catch(error => {
      // The service says that it has it, the gateways give other bytes: they may be behind, so this is tried again.
      throw error instanceof NotTheFile ? blockAway(file.cid, error) : error;
    });
  };
}

/** Reads every leaf, over several turns where need be, then the container at once, and listens to the sound. */
async function checkStored(file: MediaFile, held: Held, job: Job, until: UnixMs, ports: CheckPorts): Promise<JobNext> {
  const stored = await openVerified(file.cid, ports.fetchBlock);
  if (stored.size !== file.size) return refuse(file, held, 'wrong-cid', ports);
  const { checked: before = 0 } = job.payload as Memory;
  const checked = await readAll(stored, before, until, ports);
  const isLate = checked > before && ports.now() > until - HEARING_MS;
  if (checked < stored.leaves.length || isLate) return { againAt: ports.now(), payload: { id: file.id, checked } };
  const read = windowOn(stored, ports.fetchBlock);
  const inspect = file.purpose === 'sealed' ? inspectSealed : inspectMedia;
  const found = await inspect(stored.size, holdWhileReading(read, job, until, ports));
  const problem = judgeMedia(file.purpose, stored.size, found) ?? (await judgeSound(file, found, read, until, ports));
  if (problem || !found) return refuse(file, held, problem ?? 'wrong-type', ports);
  await ports.store.pinned(file.id, found.facts, held.ref);
  return askSecond(file, ports);
}

/** Reads leaves from `first` on until the time is over; the number of the first that was not read. */
async function readAll(stored: VerifiedFile, first: number, until: UnixMs, { fetchBlock, now }: CheckPorts): Promise<number> {
  let next = first;
  for (const leaf of stored.leaves.slice(first)) {
    await readLeaf(leaf, fetchBlock);
    next += 1;
    if (now() >= until) break;
  }
  return next;
}

/**
 * Anybody may claim any CID, and the service keeps the same bytes once: a file is only removed that this very upload brought, and that no other
 * one goes by. What else we keep there (metadata, poses, records) bears other names.
 */
async function refuse(file: MediaFile, held: Held | null, problem: Problem, { store, pins }: CheckPorts): Promise<JobNext> {
  await store.fail(file.id, problem);
  if (held?.name === file.id && !(await store.isShared(file))) await pins.remove(held.ref);
  return 'done';
}

/** The service may take a moment to know what it took. */
async function waitOrLose(file: MediaFile, ports: CheckPorts): Promise<JobNext> {
  if (ports.now() - (file.uploadedAt ?? 0) > LOST_AFTER_MS) return refuse(file, null, 'lost', ports);
  return { againAt: unixMs(ports.now() + 1_000) };
}

import type { UnixMs } from '../kernel/units.ts';
import type { Problem } from './judge-media.ts';
import type { MediaFacts, PinStatus, Purpose } from './schema.ts';
import type { Upload } from './upload-schema.ts';

/** A file as it stands. */
export type MediaFile = {
  id: string;
  userId: string;
  purpose: Purpose;
  cid: string;
  size: number;
  pinStatus: PinStatus;
  secondPin: 'queued' | 'pinned' | 'failed' | null;
  problem: Problem | null;
  uploadedAt: UnixMs | null;
  /** When its last address was given, and when the permission ends for good. */
  allowedAt: UnixMs;
  lapsesAt: UnixMs;
};

/** Where files live: the pinning service, whichever it is. */
export type PinService = {
  /** Allows one upload of a file of at most `size` bytes and this type to the address that it gives. @throws AppError 503 */
  permit: (file: { name: string; size: number; mime: string; now: UnixMs; seconds: number }) => Promise<string>;
  /** The service's own id for a CID that it holds, and the name that it was stored under first; null when it does not hold it. @throws AppError 503 */
  find: (cid: string) => Promise<{ ref: string; name: string } | null>;
  /** What is stored under exactly this name, a page of it. @throws AppError 503 */
  named: (name: string) => Promise<{ ref: string; cid: string }[]>;
  /** Gives a file up. Doing so again is harmless. @throws AppError 503 */
  remove: (ref: string) => Promise<void>;
};

/** A second place that fetches a file by its CID and keeps it. */
export type SecondPin = {
  request: (cid: string, name: string) => Promise<{ ref: string; status: 'queued' | 'pinned' | 'failed' }>;
  look: (ref: string) => Promise<'queued' | 'pinned' | 'failed'>;
};

/** What a day allows, counted from `since`. */
export type Day = { now: UnixMs; since: UnixMs; freshSince: UnixMs; lapsesAt: UnixMs; bytes: number; files: number };

export type PermitStore = {
  /**
   * The row of this person's file with this CID and purpose that has not failed, or a new one; null when the day's `bytes` or `files`
   * would be passed. A permission that was given before `freshSince` is given anew, and counted anew. A new one brings the job that ends it.
   * One at a time for each person.
   */
  allow: (userId: string, upload: Upload, day: Day) => Promise<MediaFile | null>;
  find: (id: string) => Promise<MediaFile | null>;
  /** Notes that the device says it is uploaded, and queues the check in the same transaction. */
  uploaded: (id: string) => Promise<void>;
  fail: (id: string, problem: Problem) => Promise<void>;
};

export type CheckStore = Pick<PermitStore, 'find' | 'fail'> & {
  /** What the bytes were found to be. */
  pinned: (id: string, facts: MediaFacts, ref: string) => Promise<void>;
  second: (id: string, status: 'queued' | 'pinned' | 'failed', ref?: string) => Promise<void>;
  /** Whether these bytes are needed by anything but this file: another upload, a coin's metadata, poses, records. */
  isShared: (file: Pick<MediaFile, 'id' | 'cid'>) => Promise<boolean>;
};

/**
 * Decodes the packets of one sound, in their order: stretches of it, each as one list of samples a channel. Throws when a packet
 * breaks the rules of its codec.
 */
export type PacketDecoder = {
  /** Samples a second that it gives. */
  sampleRate: number;
  decode: (packets: readonly Uint8Array[]) => (readonly Float32Array[])[];
  free: () => void;
};

/** Makes a decoder for a sound as its container describes it; null for a kind that it does not know. */
type MakeDecoder = (sound: { sampleRate: number; description: Uint8Array | null }) => Promise<PacketDecoder | null>;

/** Decoders that are not ours. */
export type DecoderMakers = { opus: MakeDecoder; mp3: MakeDecoder };

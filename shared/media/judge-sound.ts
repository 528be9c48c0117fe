import type { UnixMs } from '../kernel/units.ts';
import { hearFile } from './hear-file.ts';
import type { Inspected } from './inspect-media.ts';
import { judgeMedia, type Problem } from './judge-media.ts';
import { loudestSample } from './peaks.ts';
import type { DecoderMakers, MediaFile } from './ports.ts';
import type { ReadBytes } from './schema.ts';

class TimeIsOver extends Error {}

/** What only who has decoded the sound can say; nothing when it cannot be fetched in time. */
export async function judgeSound(
  file: MediaFile,
  found: Inspected | null,
  read: ReadBytes,
  until: UnixMs,
  { decoders, now }: { decoders: DecoderMakers; now: () => UnixMs },
): Promise<Problem | null> {
  if (file.purpose !== 'take' || !found?.facts.hasAudio) return null;
  const inTime: ReadBytes = async (start, end) => {
    if (now() >= until) throw new TimeIsOver();
    return read(start, end);
  };
  const heard = await hearFile(file.size, inTime, decoders).catch(error => {
    if (error instanceof TimeIsOver) return 'not-heard';
    throw error;
  });
  return typeof heard === 'string' ? null : judgeMedia(file.purpose, file.size, found, loudestSample([heard.samples]));
}

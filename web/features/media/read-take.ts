import { problemWords } from '../../../shared/media/judge-media.ts';
import { LONGEST_MS } from '../../../shared/media/limits.ts';
import { mediaTools } from './media-tools.ts';
import type { Recorded } from './review-step.tsx';

/** Where a file is from: recorded here, or chosen from the device. */
export type Source = 'recording' | 'clip';

/** A file as a take to look at, or in words why it cannot become one. */
export async function readTake(given: Blob, from: Source): Promise<{ take: Recorded } | { problem: string }> {
  const { file, found } = await playable(given);
  // A clip that is too long can be cut; anything else that is wrong cannot be helped here.
  if (!found.facts || (found.problem && found.problem !== 'too-long'))
    return { problem: problemWords(found.problem ?? 'wrong-type') };
  const { hasVideo: film, durationMs, mime } = found.facts;
  const { cutTake } = await mediaTools();
  // What a browser recorded says nothing of its length, and cannot be sought in: written anew, it can. Where that does not work
  // out the recording is worth more as it is than not at all.
  const whole = from === 'recording' ? await cutTake(file, mime, 0, LONGEST_MS * 2).catch(() => file) : file;
  return { take: { file: whole, mime, film, durationMs: durationMs ?? 0, peaks: found.peaks } };
}

/** A file and what it is found to be; one that its container alone keeps from being played is put into another. */
async function playable(file: Blob) {
  const { measureTake, cutTake } = await mediaTools();
  const found = await measureTake(file);
  if (found.problem !== 'unplayable' || !found.facts?.mime.endsWith('/webm')) return { file, found };
  const anew = await cutTake(file, found.facts.mime, 0, Number.POSITIVE_INFINITY).catch(() => null);
  return anew ? { file: anew, found: await measureTake(anew) } : { file, found };
}

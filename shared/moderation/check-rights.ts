import { z } from 'zod';
import type { JobHandler } from '../ops/schema.ts';
import { fingerprint } from './fingerprint.ts';
import { matchFingerprints } from './match-fingerprints.ts';
import type { RightsPorts } from './ports.ts';
import { readWav } from './read-wav.ts';

const payloadSchema = z.object({ performance_id: z.uuid() });
/** The largest file that is decoded here: a minute of stereo at 48 kHz. */
const MOST_BYTES = 12 * 1024 * 1024;
/** Candidates that are compared bit by bit; some 5 ms each. */
const MOST_CANDIDATES = 20;

/**
 * Looks whether a take is a copy of somebody else's older one: the same bytes, or the same sound. What is found is held for a human before a coin. The sound is computed from the stored
 * bytes where we can decode them (WAV); for other formats the print that the device sent is taken, which a forger could withhold or bend.
 */
export function rightsHandler(ports: RightsPorts): JobHandler {
  return async ({ payload }) => {
    const take = await ports.take(payloadSchema.parse(payload).performance_id);
    if (take === null || take.cids.length === 0) return 'done';
    const same = await ports.sameBytes(take);
    if (same !== null) {
      await ports.hold(take.id, same, 'same-bytes', null);
      return 'done';
    }
    let away: unknown;
    for (const cid of take.cids) {
      // A file that nobody has must not hide the one beside it.
      const words = await printOf(cid, ports).catch(error => {
        away = error;
        return null;
      });
      if (words === null) continue;
      for (const candidate of await ports.alike(take, words, MOST_CANDIDATES)) {
        const match = matchFingerprints(words, candidate.words);
        if (!match.alike) continue;
        await ports.hold(take.id, candidate.id, 'alike', match);
        return 'done';
      }
    }
    if (away !== undefined) throw away;
    return 'done';
  };
}

async function printOf(cid: string, { printOf: stored, keepPrint, read }: RightsPorts): Promise<Uint32Array | null> {
  const kept = await stored(cid);
  if (kept?.source === 'server') return kept.words;
  const bytes = await read(cid, MOST_BYTES);
  const sound = bytes === null ? null : readWav(bytes);
  if (sound === null) return kept?.words ?? null;
  const words = fingerprint(sound.samples, sound.sampleRate);
  await keepPrint(cid, words, 'server');
  return words;
}

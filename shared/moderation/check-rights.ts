import { z } from 'zod';
import type { JobHandler } from '../ops/schema.ts';
import { fingerprint } from './fingerprint.ts';
import { type Match, matchFingerprints } from './match-fingerprints.ts';
import type { OtherTake, RightsPorts, TakeOnTrial } from './ports.ts';
import { readWav } from './read-wav.ts';

const payloadSchema = z.object({ performance_id: z.uuid() });
/** The largest file that is decoded here: a minute of stereo at 48 kHz. */
const MOST_BYTES = 12 * 1024 * 1024;
/** Candidates that are compared bit by bit; some 5 ms each. */
const MOST_CANDIDATES = 20;

/**
 * Looks whether a take is a copy of somebody else's older one, or a younger one a copy of it: the same bytes, or the same sound. The younger is held for a human before a coin. Both ways, because two takes may be looked at
 * at once: each keeps its print before it looks, so the later of the two sees the other. The sound is computed from the stored bytes where we can decode them (WAV); for other formats the print that the device sent is taken,
 * which a forger could withhold or bend.
 */
export function rightsHandler(ports: RightsPorts): JobHandler {
  return async ({ payload }) => {
    const take = await ports.take(payloadSchema.parse(payload).performance_id);
    if (take === null || take.cids.length === 0) return 'done';
    for (const other of await ports.sameBytes(take, MOST_CANDIDATES)) {
      if (await holdYounger(take, other, 'same-bytes', null, ports)) return 'done';
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
        if (match.alike && (await holdYounger(take, candidate, 'alike', match, ports))) return 'done';
      }
    }
    if (away !== undefined) throw away;
    return 'done';
  };
}

/** True when the take itself is what is held: then no more need be looked for. */
async function holdYounger(
  take: TakeOnTrial,
  other: OtherTake,
  because: 'same-bytes' | 'alike',
  match: Match | null,
  { hold }: RightsPorts,
): Promise<boolean> {
  const [younger, older] = other.isOlder ? [take, other] : [other, take];
  await hold(younger.id, older.id, because, match);
  return other.isOlder;
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

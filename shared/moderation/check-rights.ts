import { z } from 'zod';
import type { JobHandler } from '../ops/schema.ts';
import { fingerprint } from './fingerprint.ts';
import { type Match, matchFingerprints } from './match-fingerprints.ts';
import type { RightsPorts } from './ports.ts';

const payloadSchema = z.object({ performance_id: z.uuid() });
/** Candidates that are compared bit by bit; some 5 ms each. */
export const MOST_CANDIDATES = 100;
/**
 * Words in common at one shift that chance does not give. So many candidates that have them, and none that is alike, are decoys, behind which
 * an original may lie.
 */
export const STRONG_EVIDENCE = 5;
/**
 * A take that ended its worker so often in a row is not decoded again: somebody has to listen to it, unless a worker that was
 * given up as lost has heard it meanwhile.
 */
const MOST_LOST = 3;

/**
 * Looks whether a take is a copy of somebody else's older one, or a younger one a copy of it: the same bytes, or the same sound.
 * The younger is held for a human before a coin. Both ways, because two takes may be looked at at once: each keeps its print
 * before it looks, so the later of the two sees the other. The sound is decoded from the stored bytes. Where that cannot be done
 * the print that the device sent is compared as well, but it is only a claim: the take is held until somebody has listened to it.
 */
export function rightsHandler(ports: RightsPorts): JobHandler {
  return async ({ payload, lost }) => {
    const take = await ports.take(payloadSchema.parse(payload).performance_id);
    if (take === null || take.cids.length === 0) return 'done';
    for (const other of await ports.sameBytes(take, MOST_CANDIDATES)) {
      const [younger, older] = other.isOlder ? [take, other] : [other, take];
      await ports.hold(younger.id, older.id, 'same-bytes', null);
      // The take itself is held: no more need be looked for.
      if (other.isOlder) return 'done';
    }
    let away: unknown;
    for (const cid of take.cids) {
      // A file that nobody has must not hide the one beside it.
      const print = await printOf(cid, lost, ports).catch(error => {
        away = error;
        return null;
      });
      if (print?.unheard) await ports.holdUnheard(take.id);
      const words = print?.words ?? null;
      if (words === null) continue;
      const candidates = await ports.alike(take, words, MOST_CANDIDATES);
      // Held for the older one that it is most like: who plays pieces of it may be older, too, and stand first.
      let original: { id: string; match: Match } | null = null;
      for (const candidate of candidates) {
        // What a device says holds its own take, and nobody else's.
        if (print?.unheard && !candidate.isOlder) continue;
        const match = matchFingerprints(words, candidate.words);
        if (!match.alike) continue;
        if (!candidate.isOlder) await ports.hold(candidate.id, take.id, 'alike', match);
        else if (original === null || match.difference < original.match.difference) original = { id: candidate.id, match };
      }
      if (original !== null) {
        await ports.hold(take.id, original.id, 'alike', original.match);
        return 'done';
      }
      const crowd = candidates.filter(candidate => candidate.evidence >= STRONG_EVIDENCE);
      if (crowd.length === MOST_CANDIDATES) await ports.holdUnheard(take.id);
    }
    if (away !== undefined) throw away;
    return 'done';
  };
}

/** What is heard in a file; `unheard` when that is a device's word alone, or nobody's. */
async function printOf(
  cid: string,
  lost: number,
  { printOf: stored, keepPrint, hear }: RightsPorts,
): Promise<{ words: Uint32Array | null; unheard: boolean }> {
  const kept = await stored(cid);
  if (kept?.source === 'server') return { words: kept.words, unheard: false };
  const sound = lost < MOST_LOST ? await hear(cid) : 'not-heard';
  if (sound === 'no-sound') return { words: null, unheard: false };
  if (sound === 'not-heard') return { words: kept?.words ?? null, unheard: true };
  const words = fingerprint(sound.samples, sound.sampleRate);
  await keepPrint(cid, words, 'server');
  return { words, unheard: false };
}

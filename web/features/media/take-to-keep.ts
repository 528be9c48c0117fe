import { problemWords } from '../../../shared/media/judge-media.ts';
import type { KeptTake } from './draft-store.ts';
import { mediaTools } from './media-tools.ts';
import type { Recorded } from './review-step.tsx';

/** So little at its end is not worth writing a take anew. */
const NEGLIGIBLE_MS = 50;

/** What a take is from `from` to `to` (ms), measured and with its poster, ready to be kept; or in words why it does not do. */
export async function takeToKeep(
  { film, file, mime, durationMs }: Recorded,
  from: number,
  to: number,
): Promise<{ take: KeptTake } | { problem: string }> {
  const { cidOfBlob, cutTake, measureTake, posterFrame } = await mediaTools();
  const cut = from > 0 || to < durationMs - NEGLIGIBLE_MS ? await cutTake(file, mime, from, to) : file;
  const measured = await measureTake(cut);
  if (!measured.facts || measured.problem) return { problem: problemWords(measured.problem ?? 'wrong-type') };
  const poster = film ? await posterFrame(cut, Math.min(1_000, (to - from) / 3)) : null;
  return { take: { file: cut, film, measured, cid: await cidOfBlob(cut), poster, performanceId: crypto.randomUUID() } };
}

import type { Inspected } from './inspect-media.ts';
import { LIMITS, LONGEST_MS } from './limits.ts';
import { type MediaFacts, type Purpose, playsCodec } from './schema.ts';

/** Why a file is not taken. */
export type Problem =
  | 'wrong-type'
  | 'unplayable'
  | 'too-large'
  | 'too-long'
  | 'too-short'
  | 'silent'
  | 'corrupt'
  | 'wrong-cid'
  | 'lost';

/** Below this a sound is silence: codecs at their lowest still spend more on a whisper. Bits a second. */
const SILENT_BITRATE = 3_000;
/** A sound whose loudest sample is under this is silence, in parts of full scale: −60 dB. */
const SILENT_PEAK = 0.001;
/** More than any format but PNG can say. */
const MOST_PX = 65_535;

/** What can be said before the file is read. */
export function judgeSize(purpose: Purpose, size: number): Problem | null {
  if (size === 0) return 'corrupt';
  return size > LIMITS[purpose].maxBytes ? 'too-large' : null;
}

/**
 * What is wrong with a file that was inspected; null when nothing is. `peak` is the loudest decoded sample (0 to 1) where somebody
 * decoded it. Without it, silence is known by what the codec spent on the sound.
 */
export function judgeMedia(
  purpose: Purpose,
  size: number,
  inspected: Inspected | null,
  peak: number | null = null,
): Problem | null {
  const early = judgeSize(purpose, size);
  if (early) return early;
  if (inspected === null) return 'wrong-type';
  const { facts, whole } = inspected;
  const limits = LIMITS[purpose];
  if (!limits.mimes.includes(facts.mime)) return 'wrong-type';
  if (!facts.codecs.every(codec => playsCodec(codec, facts.mime))) return 'unplayable';
  if (!whole || ![facts.width, facts.height].every(isSize)) return 'corrupt';
  if (limits.maxMs !== null && (facts.durationMs ?? 0) > limits.maxMs) return 'too-long';
  if (limits.minMs !== null && (facts.durationMs ?? 0) < limits.minMs) return 'too-short';
  return isSilent(facts, peak) ? 'silent' : null;
}

/** Where it is known: formats can say that a picture is 0 px wide, or four billion. */
function isSize(px: number | null): boolean {
  return px === null || (px > 0 && px <= MOST_PX);
}

function isSilent(facts: MediaFacts, peak: number | null): boolean {
  // A dance may be filmed without a sound; a song may not.
  if (!facts.hasAudio) return false;
  if (peak !== null) return peak < SILENT_PEAK;
  return facts.audioBitrate !== null && facts.audioBitrate < SILENT_BITRATE;
}

const WORDS: Record<Problem, string> = {
  'wrong-type': 'This is no song or film that we can play. Choose an MP4, MOV, WebM, MP3, M4A, WAV or OGG file.',
  unplayable: 'Most phones and browsers cannot play this kind of film or sound. Export it as an MP4 with H.264 and AAC.',
  'too-large': 'This file is larger than 100 MB. Choose a shorter or smaller one.',
  'too-long': `This is longer than ${LONGEST_MS / 1000} seconds. Trim it, then try again.`,
  'too-short': 'This is shorter than a second. Choose a longer one.',
  silent: 'There is no sound in this take. Check the mic, then record it again.',
  corrupt: 'This file is damaged or breaks off before its end. Export or record it again.',
  'wrong-cid': 'What arrived is not the file that you sent. Nothing was posted. Upload it again.',
  lost: 'The upload did not arrive. Upload it again.',
};
const PICTURE_WORDS: Partial<Record<Problem, string>> = {
  'wrong-type': 'This is no picture that we can show. Choose a JPEG, PNG or WebP file.',
  'too-large': 'This picture is larger than 2 MB. Choose a smaller one.',
};

/** A problem in words for whoever chose the file. */
export function problemWords(problem: Problem, purpose: Purpose = 'take'): string {
  return (purpose === 'take' || purpose === 'sealed' ? undefined : PICTURE_WORDS[problem]) ?? WORDS[problem];
}

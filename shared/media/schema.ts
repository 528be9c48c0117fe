/** IPFS's profile with an exact public definition: CIDv1, raw leaves, 1 MiB chunks, 1024 links a node, balanced. */
export const PROFILE = 'unixfs-v1-2025';

/** What a file is for; each has limits of its own. */
export const PURPOSES = ['take', 'poster', 'avatar', 'coin', 'sealed'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Sound and film that players here are given: what phones and browsers record, and what people export. */
export const PLAYABLE: readonly string[] = [
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'audio/mp4',
  'audio/webm',
  'audio/mpeg',
  'audio/wav',
  'audio/ogg',
  'audio/aac',
];

/** Codecs that a WebM may hold. Others in it make it a Matroska, which iPhones do not play. */
const IN_WEBM = ['vp8', 'vp9', 'av1', 'opus', 'vorbis'];
const ELSEWHERE = ['avc', 'hevc', 'aac', 'mp3', 'flac', ...IN_WEBM];

/**
 * Whether browsers play this codec in a container of this type, one here and there aside (HEVC in some, Vorbis in others);
 * elsewhere than in WebM, every form of plain samples.
 */
export function playsCodec(codec: string, mime: string): boolean {
  return mime.endsWith('/webm') ? IN_WEBM.includes(codec) : ELSEWHERE.includes(codec) || codec.startsWith('pcm-');
}

/** `allowed`: may be uploaded. `queued`: said to be uploaded, not checked yet. */
export const PIN_STATUSES = ['allowed', 'queued', 'pinned', 'failed'] as const;
export type PinStatus = (typeof PIN_STATUSES)[number];

/** How many peaks are stored with a sound, one byte each, 255 being the loudest of the take. */
export const PEAK_COUNT = 200;

/** What a file was found to be. Times in ms, sizes in px; null where the kind of file has no such thing. */
export type MediaFacts = {
  /** Without parameters: `video/webm`. */
  mime: string;
  durationMs: number | null;
  width: number | null;
  height: number | null;
  /** Of the film and the sound: `vp8`, `opus`; `unknown` for one that our reader does not know. */
  codecs: string[];
  hasAudio: boolean;
  hasVideo: boolean;
  /** Bits a second that the sound takes; codecs spend next to nothing on silence. */
  audioBitrate: number | null;
  /** Title and artist, where the file itself says them. */
  title: string | null;
  artist: string | null;
};

/** Bytes of a file, wherever they are: from `start` up to, not including, `end`. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** A file's sound, decoded: the mean of its channels, -1 to 1. A film without one has `no-sound`; `not-heard` is what could not be decoded. */
export type Heard = { samples: Float32Array; sampleRate: number } | 'no-sound' | 'not-heard';

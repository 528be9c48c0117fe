import { EncodedPacketSink, type Input, type InputTrack } from 'mediabunny';
import { oneLine } from '../kernel/one-line.ts';
import { LONGEST_MS } from './limits.ts';
import { MOST_ROWS } from './mp4-tables.ts';
import { withMedia } from './open-media.ts';
import type { MediaFacts, ReadBytes } from './schema.ts';
import { HEAD_BYTES, sniffMedia, sniffPicture } from './sniff.ts';

/** What a file is found to be. `whole` is false when its parts end before its own account of itself does. */
export type Inspected = { facts: MediaFacts; whole: boolean };

/** A file that is ten times as long as any take is not followed to its end. */
const MOST_SECONDS = (10 * LONGEST_MS) / 1000;
/** No second of a take has so many bytes; who decodes a packet holds it in memory. */
const MOST_PACKET_BYTES = 16 * 1024 * 1024;
/** A last packet that ends this much before the file says is a file that was cut off. */
const CUT_OFF_MS = 2_000;

/**
 * Reads what a file is from its bytes alone: container by its first bytes, then every packet of every track. Nothing is decoded.
 * Null for what is neither a picture nor sound or film of a kind that we know; of one that begins as such and cannot be read, only the kind is known.
 */
export async function inspectMedia(size: number, readBytes: ReadBytes): Promise<Inspected | null> {
  if (size === 0) return null;
  const head = await readBytes(0, Math.min(size, HEAD_BYTES));
  const picture = sniffPicture(head);
  if (picture) return { facts: { ...NOTHING, ...picture }, whole: true };
  const read = await withMedia(size, readBytes, async input => {
    const found = await inspectTracks(input);
    return found && { ...found, whole: found.whole && (await endsWhereItSays(size, readBytes)) };
  });
  const mime = sniffMedia(head);
  return read ?? (mime === null ? null : { facts: { ...NOTHING, mime }, whole: false });
}

/** A WAV file begins with its own length; readers do not mind one that is cut off. Recorders that never came back to fill it in leave all ones. */
async function endsWhereItSays(size: number, read: ReadBytes): Promise<boolean> {
  const head = await read(0, Math.min(size, 8));
  if (String.fromCharCode(...head.subarray(0, 4)) !== 'RIFF') return true;
  const said = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  return said === 0xffffffff || said + 8 <= size;
}

/** What is known of a file before it is read. */
export const NOTHING: MediaFacts = {
  mime: '',
  durationMs: null,
  width: null,
  height: null,
  codecs: [],
  hasAudio: false,
  hasVideo: false,
  audioBitrate: null,
  title: null,
  artist: null,
};

async function inspectTracks(input: Input): Promise<Inspected | null> {
  const [video, audio, tags] = [
    await input.getPrimaryVideoTrack(),
    await input.getPrimaryAudioTrack(),
    await input.getMetadataTags(),
  ];
  const tracks = [video, audio].filter(track => track !== null);
  const walked = await Promise.all(tracks.map(walk));
  if (tracks.length === 0 || walked.some(each => each.packets === 0)) return null;
  const end = Math.max(...walked.map(each => each.end));
  const start = Math.min(...walked.map(each => each.start));
  const said = (await input.getDurationFromMetadata()) ?? end;
  const sound = audio ? walked[tracks.indexOf(audio)] : undefined;
  const seconds = sound ? sound.end - sound.start : 0;
  const container = (await input.getFormat()).mimeType.replace(/^[a-z]+\//, '');
  return {
    facts: {
      mime: mimeOf(container, video !== null),
      durationMs: Math.round((end - Math.max(0, start)) * 1000),
      width: video ? await video.getDisplayWidth() : null,
      height: video ? await video.getDisplayHeight() : null,
      codecs: (await Promise.all(tracks.map(track => track.getCodec()))).map(codec => codec ?? 'unknown'),
      hasAudio: audio !== null,
      hasVideo: video !== null,
      audioBitrate: sound && seconds > 0 ? Math.round((sound.bytes * 8) / seconds) : null,
      title: tagOf(tags.title),
      artist: tagOf(tags.artist),
    },
    whole: (said - end) * 1000 <= CUT_OFF_MS,
  };
}

/** A tag as one line of up to 80 characters. Programs end theirs with a NUL, or put several behind each other with one between. */
function tagOf(text = ''): string | null {
  return [...oneLine(text)].slice(0, 80).join('') || null;
}

/** Every packet of a track: how many, their bytes, and the seconds from the first to the end of the last. */
async function walk(track: InputTrack): Promise<{ packets: number; bytes: number; start: number; end: number }> {
  const found = { packets: 0, bytes: 0, start: Number.POSITIVE_INFINITY, end: 0 };
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    found.packets += 1;
    found.bytes += packet.byteLength;
    found.start = Math.min(found.start, packet.timestamp);
    found.end = Math.max(found.end, packet.timestamp + packet.duration);
    if (found.packets > MOST_ROWS) throw new RangeError('more packets than a take can have');
    if (packet.byteLength > MOST_PACKET_BYTES) throw new RangeError('a packet that is too large');
    if (found.end > MOST_SECONDS) break;
  }
  return found;
}

/** One name for each container, told apart by whether there is film in it. */
function mimeOf(container: string, film: boolean): string {
  const known: Record<string, string> = { 'x-matroska': 'webm', 'x-wav': 'wav', wave: 'wav', 'vnd.wave': 'wav', mp3: 'mpeg' };
  const name = known[container] ?? container;
  return film ? `video/${name}` : `audio/${name === 'quicktime' ? 'mp4' : name}`;
}

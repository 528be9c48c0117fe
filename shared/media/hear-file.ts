import { EncodedPacketSink, type Input, type InputAudioTrack } from 'mediabunny';
import { readAdts } from './aac/adts.ts';
import { aacDecoder } from './aac/decode-aac.ts';
import { readConfig } from './aac/read-config.ts';
import { MOST_ROWS } from './mp4-tables.ts';
import { withMedia } from './open-media.ts';
import { pcmReader } from './pcm.ts';
import type { DecoderMakers, PacketDecoder } from './ports.ts';
import type { Heard, ReadBytes } from './schema.ts';

/** What is longer is heard so far, in seconds: three takes. */
const MOST_SECONDS = 180;
/** Packets that are decoded at once: a few seconds. */
const AT_ONCE = 128;
/** A decoder that gives less than this part of what the packets last has skipped some: a player may sound otherwise. */
const LEAST_PART = 0.9;

/**
 * Decodes a file's sound from its bytes: AAC and plain samples here, Opus and MP3 by the decoders that are given. `not-heard` where that cannot be done, or where it is not sure that a player would sound the same: a codec that we do not know,
 * several sounds in one file, packets that break the rules. Memory: the samples of three minutes at most, and what `read` keeps.
 */
export async function hearFile(size: number, read: ReadBytes, makers: DecoderMakers): Promise<Heard> {
  return (await withMedia(size, read, input => hearInput(input, makers))) ?? 'not-heard';
}

async function hearInput(input: Input, makers: DecoderMakers): Promise<Heard> {
  const [track, another] = await input.getAudioTracks();
  if (!track) return 'no-sound';
  if (another) return 'not-heard';
  const first = await new EncodedPacketSink(track).getFirstPacket();
  const decoder = first && (await decoderOf(track, first.data, makers));
  if (!decoder) return 'not-heard';
  try {
    return await decodeAll(track, decoder);
  } finally {
    decoder.free();
  }
}

async function decodeAll(track: InputAudioTrack, { sampleRate, decode }: PacketDecoder): Promise<Heard> {
  const parts: Float32Array[] = [];
  let [samples, seconds, packets] = [0, 0, 0];
  let waiting: Uint8Array[] = [];
  const take = () => {
    const part = decode(waiting);
    waiting = [];
    parts.push(part);
    samples += part.length;
  };
  for await (const packet of new EncodedPacketSink(track).packets()) {
    waiting.push(packet.data);
    seconds += packet.duration;
    if (++packets > MOST_ROWS) return 'not-heard';
    if (waiting.length === AT_ONCE) take();
    if (samples > MOST_SECONDS * sampleRate) break;
  }
  if (waiting.length > 0) take();
  if (samples / sampleRate < LEAST_PART * Math.min(seconds, MOST_SECONDS)) return 'not-heard';
  return { samples: joined(parts), sampleRate };
}

async function decoderOf(track: InputAudioTrack, first: Uint8Array, makers: DecoderMakers): Promise<PacketDecoder | null> {
  const codec = await track.getCodec();
  const channels = await track.getNumberOfChannels();
  const sampleRate = await track.getSampleRate();
  const description = bytesOf((await track.getDecoderConfig())?.description);
  if (codec === 'aac') return aacOf(first, description);
  if (codec === 'opus' || codec === 'mp3') return makers[codec]({ channels, sampleRate, description });
  const one = codec === null ? null : pcmReader(codec, channels);
  return one && { sampleRate, decode: each(one), free: () => undefined };
}

function aacOf(first: Uint8Array, description: Uint8Array | null): PacketDecoder {
  const framed = description === null ? readAdts(first) : null;
  const config = framed ? framed.config : readConfig(description ?? new Uint8Array());
  const one = aacDecoder(config);
  const payload = (packet: Uint8Array) => (framed ? (readAdts(packet)?.payload ?? packet) : packet);
  return { sampleRate: config.sampleRate, decode: each(packet => one(payload(packet))), free: () => undefined };
}

const each =
  (one: (packet: Uint8Array) => Float32Array) =>
  (packets: readonly Uint8Array[]): Float32Array =>
    joined(packets.map(one));

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bytesOf(source: AllowSharedBufferSource | undefined): Uint8Array | null {
  if (source === undefined) return null;
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

import { EncodedPacketSink, type Input, type InputAudioTrack } from 'mediabunny';
import { readAdts } from './aac/adts.ts';
import { aacDecoder } from './aac/decode-aac.ts';
import { readConfig } from './aac/read-config.ts';
import { isOneSound } from './is-one-sound.ts';
import { mixDown } from './mix-down.ts';
import { MOST_ROWS, MOST_SAMPLES } from './mp4-tables.ts';
import { withMedia } from './open-media.ts';
import { pcmReader } from './pcm.ts';
import type { DecoderMakers, PacketDecoder } from './ports.ts';
import type { Heard, ReadBytes } from './schema.ts';

/** What is longer is heard so far, in seconds: three takes. */
const MOST_SECONDS = 180;
/** Rates that players know, in samples a second. */
const [LOWEST_RATE, HIGHEST_RATE] = [3_000, 192_000];
/** Packets that are decoded at once: a few seconds, or a megabyte. */
const [AT_ONCE, AT_ONCE_BYTES] = [128, 1024 * 1024];
/**
 * A decoder that gives less or more than these parts of what the packets last has skipped some, or they are of another rate than
 * the first: a player may sound otherwise.
 */
const [LEAST_PART, MOST_PART] = [0.9, 1.1];
/**
 * Of a sound in one of two channels half of the power is left in their mean. Where less than this is left, a player with two
 * loudspeakers plays what we do not hear,
 */
const LEAST_LEFT = 1 / 3;
/** and in so many seconds somebody could hide a copy there. */
const MOST_CANCELLED_SECONDS = 4;

/**
 * Decodes a file's sound from its bytes: AAC and plain samples here, Opus and MP3 by the decoders that are given. Memory: the
 * samples of three minutes at most, and what `read` keeps.
 *
 * `not-heard` where that cannot be done, or where a player might sound different:
 * - a codec that we do not know, or packets that break the rules;
 * - several sounds in one file, or one behind another;
 * - more than two channels, or two that cancel each other out.
 */
export async function hearFile(size: number, read: ReadBytes, makers: DecoderMakers): Promise<Heard> {
  return (await withMedia(size, read, input => hearInput(input, size, read, makers))) ?? 'not-heard';
}

async function hearInput(input: Input, size: number, read: ReadBytes, makers: DecoderMakers): Promise<Heard> {
  const [track, another] = await input.getAudioTracks();
  if (!track) return (await input.getPrimaryVideoTrack()) ? 'no-sound' : 'not-heard';
  if (another) return 'not-heard';
  const first = await new EncodedPacketSink(track).getFirstPacket();
  const decoder = first && (await decoderOf(track, first.data, makers));
  if (!decoder) return 'not-heard';
  try {
    const { heard, ...found } = await decodeAll(track, decoder);
    return (await isOneSound(input, size, read, found)) ? heard : 'not-heard';
  } finally {
    decoder.free();
  }
}

type Decoded = { heard: Heard; bytes: number; seconds: number };

async function decodeAll(track: InputAudioTrack, { sampleRate, decode }: PacketDecoder): Promise<Decoded> {
  const most = Math.min(MOST_SAMPLES, MOST_SECONDS * sampleRate);
  const parts: Float32Array[] = [];
  let [samples, cancelled, bytes, seconds, packets] = [0, 0, 0, 0, 0];
  let [waiting, waitingBytes]: [Uint8Array[], number] = [[], 0];
  const take = () => {
    const mixed = decode(waiting).map(mixDown);
    [waiting, waitingBytes] = [[], 0];
    parts.push(...mixed.map(part => part.samples));
    const [count, power, ownPower] = [
      sum(mixed.map(part => part.samples.length)),
      sum(mixed.map(part => part.power)),
      sum(mixed.map(part => part.ownPower)),
    ];
    samples += count;
    if (power < LEAST_LEFT * ownPower) cancelled += count;
  };
  for await (const { data, duration } of new EncodedPacketSink(track).packets()) {
    waiting.push(data);
    waitingBytes += data.length;
    bytes += data.length;
    seconds += duration;
    if (++packets > MOST_ROWS) return { heard: 'not-heard', bytes, seconds };
    if (waiting.length === AT_ONCE || waitingBytes > AT_ONCE_BYTES) take();
    if (samples > most) break;
  }
  if (waiting.length > 0) take();
  const part = samples / sampleRate / seconds;
  const isSure = part > LEAST_PART && part < MOST_PART && cancelled < MOST_CANCELLED_SECONDS * sampleRate;
  return { heard: isSure ? { samples: joined(parts), sampleRate } : 'not-heard', bytes, seconds };
}

async function decoderOf(track: InputAudioTrack, first: Uint8Array, makers: DecoderMakers): Promise<PacketDecoder | null> {
  const codec = await track.getCodec();
  const channels = await track.getNumberOfChannels();
  const sampleRate = await track.getSampleRate();
  const description = bytesOf((await track.getDecoderConfig())?.description);
  if (channels > 2 || sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) return null;
  if (codec === 'aac') return aacOf(first, description);
  if (codec === 'opus' || codec === 'mp3') return makers[codec]({ sampleRate, description });
  const one = codec === null ? null : pcmReader(codec, channels);
  return one && { sampleRate, decode: packets => packets.map(one), free: () => undefined };
}

function aacOf(first: Uint8Array, description: Uint8Array | null): PacketDecoder {
  const framed = description === null ? readAdts(first) : null;
  const config = framed ? framed.config : readConfig(description ?? new Uint8Array());
  const one = aacDecoder(config);
  const payload = (packet: Uint8Array) => {
    if (!framed) return packet;
    const next = readAdts(packet);
    if (next?.config.rateIndex !== config.rateIndex) throw new RangeError('a packet of another kind than the first');
    return next.payload;
  };
  const decode = (packets: readonly Uint8Array[]) => packets.map(packet => one(payload(packet)));
  return { sampleRate: config.sampleRate, decode, free: () => undefined };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(sum(parts.map(part => part.length)));
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

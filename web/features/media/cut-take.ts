import {
  AdtsOutputFormat,
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputTrack,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import { LONGEST_MS } from '../../../shared/media/limits.ts';
import { MEDIA_FORMATS } from '../../../shared/media/open-media.ts';
import { playsCodec } from '../../../shared/media/schema.ts';

const mp4 = () => new Mp4OutputFormat({ fastStart: 'in-memory' });
const FORMATS: Record<string, () => OutputFormat> = {
  webm: () => new WebMOutputFormat(),
  mp4,
  quicktime: mp4,
  mpeg: () => new Mp3OutputFormat(),
  wav: () => new WavOutputFormat(),
  ogg: () => new OggOutputFormat(),
  aac: () => new AdtsOutputFormat(),
};

/**
 * The part of a take from `from` to `to` (ms) as a file of its own. Packets are copied as they are, nothing is encoded again:
 * film begins at the key frame at or before `from`, at most a second early for what was recorded here. What a browser recorded
 * also gets its length this way, without which players cannot seek, and what is Matroska with codecs of an MP4 becomes one.
 */
export async function cutTake(blob: Blob, mime: string, from: number, to: number): Promise<Blob> {
  if (!FORMATS[mime.split('/')[1] ?? '']) return blob;
  const input = new Input({ source: new BlobSource(blob), formats: MEDIA_FORMATS });
  try {
    const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    const first = (await input.getFirstTimestamp()) + from / 1000;
    const key = video && (await new EncodedPacketSink(video).getKeyPacket(first));
    const start = key ? key.timestamp : first;
    // What it begins early it ends early, where it would be too long for a take: films from elsewhere may have a key frame in ten seconds.
    const most = Math.max(to - from, LONGEST_MS);
    const end = Math.min((await input.getFirstTimestamp()) + to / 1000, start + most / 1000);
    const copies: (() => Promise<void>)[] = [];
    const codecs = [await video?.getCodec(), await audio?.getCodec()] as const;
    const type = codecs.every(codec => !codec || playsCodec(codec, mime)) ? mime : mime.replace(/webm$/, 'mp4');
    const target = new BufferTarget();
    const output = new Output({ format: (FORMATS[type.split('/')[1] ?? ''] ?? mp4)(), target });
    if (video && codecs[0]) {
      const source = new EncodedVideoPacketSource(codecs[0]);
      output.addVideoTrack(source, { rotation: await video.getRotation() });
      const decoderConfig = await video.getDecoderConfig();
      copies.push(() => copy(video, start, end, packet => source.add(packet, decoderConfig ? { decoderConfig } : undefined)));
    }
    if (audio && codecs[1]) {
      const source = new EncodedAudioPacketSource(codecs[1]);
      output.addAudioTrack(source);
      const decoderConfig = await audio.getDecoderConfig();
      copies.push(() => copy(audio, start, end, packet => source.add(packet, decoderConfig ? { decoderConfig } : undefined)));
    }
    await output.start();
    await Promise.all(copies.map(each => each()));
    await output.finalize();
    return new Blob([target.buffer ?? new ArrayBuffer(0)], { type: type.replace('quicktime', 'mp4') });
  } finally {
    input.dispose();
  }
}

type Packet = NonNullable<Awaited<ReturnType<EncodedPacketSink['getFirstPacket']>>>;

/**
 * Packets from `start` up to `end` (s), their times counted from `start`, from the first key packet on. Devices that are busy, or
 * go on after a pause, write times that go back a little: a packet is never told to be before what came before the last key
 * packet, as no file may say that.
 */
async function copy(track: InputTrack, start: number, end: number, add: (packet: Packet) => Promise<void>): Promise<void> {
  const sink = new EncodedPacketSink(track);
  const first = (await sink.getPacket(start)) ?? (await sink.getFirstPacket());
  if (!first) return;
  let [latest, least, begun] = [0, 0, false];
  for await (const packet of sink.packets(first)) {
    if (packet.timestamp >= end) return;
    begun ||= packet.type === 'key';
    if (packet.timestamp < start || !begun) continue;
    if (packet.type === 'key') least = latest;
    const timestamp = Math.max(packet.timestamp - start, least);
    latest = Math.max(latest, timestamp);
    await add(packet.clone({ timestamp }));
  }
}

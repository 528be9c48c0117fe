import {
  AdtsOutputFormat,
  type AudioCodec,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  type MetadataTags,
  MkvOutputFormat,
  MovOutputFormat,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  type VideoCodec,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';

type Sound = {
  codec: AudioCodec;
  sampleRate: number;
  frameSeconds: number;
  frame: (n: number) => Uint8Array;
  description?: Uint8Array;
};
type Film = { codec: VideoCodec; config: string; description?: Uint8Array };
type Recipe = { format: () => OutputFormat; sound?: Sound; film?: Film };

/** Bytes that look like a codec's: they differ from frame to frame, and nobody decodes them here. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
const withHead = (head: readonly number[], length: number, seed: number) => Uint8Array.from([...head, ...noise(length, seed)]);

/** Opus' own head: version 1, two channels, 312 samples to skip, 48 kHz. */
const OPUS_HEAD = Uint8Array.from([...new TextEncoder().encode('OpusHead'), 1, 2, 56, 1, 128, 187, 0, 0, 0, 0, 0]);

/** 20 ms of Opus: its first byte says full band, one frame. */
const opus = (bytes: number): Sound => {
  const frame = (n: number) => withHead([0xfc], bytes, n);
  return { codec: 'opus', sampleRate: 48_000, frameSeconds: 0.02, frame, description: OPUS_HEAD };
};
const aac: Sound = {
  codec: 'aac',
  sampleRate: 48_000,
  frameSeconds: 1024 / 48_000,
  frame: n => withHead([0x21], 170, n),
  description: Uint8Array.of(0x11, 0x90),
};
/** A frame of 128 kbit/s at 44.1 kHz. */
const mp3: Sound = {
  codec: 'mp3',
  sampleRate: 44_100,
  frameSeconds: 1152 / 44_100,
  frame: n => withHead([0xff, 0xfb, 0x90, 0x00], 413, n),
};
const pcm = (loudness: number): Sound => {
  const frame = (n: number) => Int16Array.from({ length: 9_600 }, (_, i) => loudness * Math.sin((n * 4_800 + (i >> 1)) / 17));
  return { codec: 'pcm-s16', sampleRate: 48_000, frameSeconds: 0.1, frame: n => new Uint8Array(frame(n).buffer) };
};
const avc: Film = {
  codec: 'avc',
  config: 'avc1.42001e',
  // One sequence of 23 by 40 macroblocks, one picture.
  description: Uint8Array.of(1, 66, 0, 30, 255, 225, 0, 9, 103, 66, 0, 30, 218, 5, 193, 70, 64, 1, 0, 1, 0x68),
};
const vp8: Film = { codec: 'vp8', config: 'vp8' };

const RECIPES = {
  'chrome.webm': { format: () => new WebMOutputFormat(), sound: opus(160), film: vp8 },
  'chrome-audio.webm': { format: () => new WebMOutputFormat(), sound: opus(160) },
  'silent.webm': { format: () => new WebMOutputFormat(), sound: opus(2) },
  'obs.mkv': { format: () => new MkvOutputFormat(), sound: aac, film: avc },
  'muted.webm': { format: () => new WebMOutputFormat(), film: vp8 },
  'safari.mp4': { format: () => new Mp4OutputFormat({ fastStart: 'fragmented' }), sound: aac, film: avc },
  'android.mp4': { format: () => new Mp4OutputFormat({ fastStart: false }), sound: aac, film: avc },
  'iphone.mov': { format: () => new MovOutputFormat({ fastStart: false }), sound: aac, film: avc },
  'memo.m4a': { format: () => new Mp4OutputFormat({ fastStart: 'in-memory' }), sound: aac },
  'song.mp3': { format: () => new Mp3OutputFormat(), sound: mp3 },
  'song.wav': { format: () => new WavOutputFormat(), sound: pcm(8_000) },
  'silent.wav': { format: () => new WavOutputFormat(), sound: pcm(0) },
  'song.ogg': { format: () => new OggOutputFormat(), sound: opus(160) },
  'song.aac': { format: () => new AdtsOutputFormat(), sound: aac },
} satisfies Record<string, Recipe>;

export type MediaName = keyof typeof RECIPES;
export const MEDIA_NAMES = Object.keys(RECIPES) as MediaName[];

/** A file as phones, browsers and editors write it, of a given length. Containers are true, what the codecs say is noise (but for WAV). */
export async function makeMedia(
  name: MediaName,
  seconds: number,
  seed = 0,
  tags: MetadataTags = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { format, sound, film }: Recipe = RECIPES[name];
  const output = new Output({ format: format(), target: new BufferTarget() });
  const audio = sound && new EncodedAudioPacketSource(sound.codec);
  const video = film && new EncodedVideoPacketSource(film.codec);
  if (video) output.addVideoTrack(video, { frameRate: 30 });
  if (audio) output.addAudioTrack(audio);
  output.setMetadataTags(tags);
  await output.start();
  for (let n = 0; film && video && n < seconds * 30; n++) {
    const kind = n % 30 === 0 ? 'key' : 'delta';
    const packet = new EncodedPacket(noise(kind === 'key' ? 900 : 120, n + seed), kind, n / 30, 1 / 30);
    const config = { codec: film.config, codedWidth: 360, codedHeight: 640 };
    await video.add(packet, { decoderConfig: { ...config, ...(film.description && { description: film.description }) } });
  }
  for (let n = 0; sound && audio && n * sound.frameSeconds < seconds; n++) {
    const packet = new EncodedPacket(sound.frame(n + seed), 'key', n * sound.frameSeconds, sound.frameSeconds);
    const config = {
      codec: sound.codec === 'aac' ? 'mp4a.40.2' : sound.codec,
      sampleRate: sound.sampleRate,
      numberOfChannels: 2,
    };
    await audio.add(packet, { decoderConfig: { ...config, ...(sound.description && { description: sound.description }) } });
  }
  await output.finalize();
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer(0));
}

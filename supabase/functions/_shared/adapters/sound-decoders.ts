import { MPEGDecoder } from 'mpg123-decoder';
import { OpusDecoder } from 'opus-decoder';
import type { DecoderMakers, PacketDecoder } from '../../../../shared/media/ports.ts';

type Decoded = { channelData: Float32Array[]; sampleRate: number; errors: readonly unknown[] };
type Decoder = { ready: Promise<void>; free: () => void; decodeFrames: (packets: Uint8Array[]) => Decoded };

/** Opus and MP3 by libopus and mpg123 in WebAssembly: they run wherever functions do. */
export const soundDecoders: DecoderMakers = {
  opus: ({ description }) => {
    // Families other than the first say in a table which channel is where: no phone records that.
    if (description !== null && description[18] !== 0) return Promise.resolve(null);
    // Whatever the container says: of two channels made one, nobody would see that they cancel each other out.
    return readied(new OpusDecoder({ channels: 2 }), 48_000);
  },
  mp3: ({ sampleRate }) => readied(new MPEGDecoder(), sampleRate),
};

async function readied(decoder: Decoder, sampleRate: number): Promise<PacketDecoder> {
  await decoder.ready;
  return {
    sampleRate,
    free: () => decoder.free(),
    decode: packets => {
      const { channelData, sampleRate: decodedRate, errors } = decoder.decodeFrames([...packets]);
      if (errors.length > 0) throw new RangeError('a packet that cannot be decoded');
      if (channelData[0]?.length && decodedRate !== sampleRate) throw new RangeError('another rate than was told');
      return [channelData];
    },
  };
}

/** Sound as numbers: one channel, -1 to 1. */
export type Sound = { samples: Float32Array; sampleRate: number };

/** The sound of a WAV file (16-bit PCM or 32-bit float, channels mixed); null for anything else. */
export function readWav(bytes: Uint8Array): Sound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 44 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return null;
  let format: { code: number; channels: number; rate: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    if (tag(at) === 'fmt ' && at + 24 <= bytes.length) {
      const [code, channels] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
      format = { code, channels, rate: view.getUint32(at + 12, true), bits: view.getUint16(at + 22, true) };
    }
    if (tag(at) === 'data') return format && mixed(view, at + 8, Math.min(size, bytes.length - at - 8), format);
    at += 8 + size + (size % 2);
  }
  return null;
}

function mixed(
  view: DataView,
  from: number,
  size: number,
  format: { code: number; channels: number; rate: number; bits: number },
): Sound | null {
  const { code, channels, rate, bits } = format;
  const whole = (code === 1 || code === 0xfffe) && bits === 16;
  if (!(whole || (code === 3 && bits === 32)) || channels === 0 || rate === 0) return null;
  const width = bits / 8;
  const samples = new Float32Array(Math.floor(size / width / channels));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const at = from + (i * channels + channel) * width;
      sum += whole ? view.getInt16(at, true) / 32_768 : view.getFloat32(at, true);
    }
    samples[i] = sum / channels;
  }
  return { samples, sampleRate: rate };
}

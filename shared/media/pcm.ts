/** Samples as they are, by the name that containers' readers give them: bytes of each, and how one is read. */
type Read = (view: DataView, at: number, little: boolean) => number;
const KINDS: Record<string, { bytes: number; read: Read }> = {
  u8: { bytes: 1, read: (view, at) => view.getUint8(at) / 128 - 1 },
  s8: { bytes: 1, read: (view, at) => view.getInt8(at) / 128 },
  s16: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) / 32_768 },
  s24: {
    bytes: 3,
    read: (view, at, little) =>
      ((view.getInt8(little ? at + 2 : at) << 16) | view.getUint16(little ? at : at + 1, little)) / 8_388_608,
  },
  s32: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) / 2_147_483_648 },
  f32: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f64: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/** Reads packets of one kind of plain samples (`pcm-s16`, `pcm-s16be`, …): the samples of each channel. Null for a kind that is not known. */
export function pcmReader(codec: string, channels: number): ((packet: Uint8Array) => Float32Array[]) | null {
  const [, name, big] = /^pcm-([a-z]\d+)(be)?$/.exec(codec) ?? [];
  const kind = KINDS[name ?? ''];
  if (!kind || channels < 1) return null;
  return packet => {
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    const length = Math.floor(packet.length / kind.bytes / channels);
    const sampleAt = (i: number, channel: number) => kind.read(view, (i * channels + channel) * kind.bytes, big === undefined);
    return Array.from({ length: channels }, (_, channel) => Float32Array.from({ length }, (_, i) => sampleAt(i, channel)));
  };
}

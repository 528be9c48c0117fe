import { PEAK_COUNT } from './schema.ts';

/** The loudest sample of each of 200 equal stretches over all channels, one byte each, 255 being the loudest of all. All 0 for silence. */
export function peakBytes(channels: readonly Float32Array[], count = PEAK_COUNT): Uint8Array {
  const length = Math.max(0, ...channels.map(channel => channel.length));
  const peaks = new Float64Array(count);
  for (const channel of channels) {
    for (let at = 0; at < count; at++) {
      const end = Math.floor(((at + 1) * length) / count);
      let loudest = peaks[at] ?? 0;
      for (let sample = Math.floor((at * length) / count); sample < end; sample++)
        loudest = Math.max(loudest, Math.abs(channel[sample] ?? 0));
      peaks[at] = loudest;
    }
  }
  const most = Math.max(...peaks);
  return Uint8Array.from(peaks, peak => (most > 0 ? Math.round((peak / most) * 255) : 0));
}

/** Peaks as they are stored: base64. */
export function packPeaks(peaks: Uint8Array): string {
  return btoa(String.fromCharCode(...peaks));
}

/** The loudest sample of all channels, 0 to 1 and above when it clips. */
export function loudestSample(channels: readonly Float32Array[]): number {
  let loudest = 0;
  for (const channel of channels) for (const sample of channel) loudest = Math.max(loudest, Math.abs(sample));
  return loudest;
}

/** How many peaks a take has, whatever its length. */
export const PEAKS = 90;

/** The loudest sample of each of 90 equal stretches over all channels, scaled so that the loudest of all is 1. */
export function peaksOf(channels: readonly Float32Array[], count = PEAKS): number[] {
  const length = Math.max(0, ...channels.map(channel => channel.length));
  const peaks = Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * length) / count);
    const to = Math.floor(((at + 1) * length) / count);
    let peak = 0;
    for (const channel of channels)
      for (let sample = from; sample < to; sample += 1) peak = Math.max(peak, Math.abs(channel[sample] ?? 0));
    return peak;
  });
  const loudest = Math.max(...peaks);
  return loudest > 0 ? peaks.map(peak => peak / loudest) : peaks;
}

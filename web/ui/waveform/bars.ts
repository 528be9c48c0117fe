/** Height of silence, in parts of the drawing. */
const QUIETEST = 0.06;

/**
 * `count` bars from peaks of any number: the loudest of each share, so that no beat gets lost, scaled to the loudest of all. 0.06 to 1 each.
 * Without peaks, an even low line.
 */
export function barHeights(peaks: readonly number[], count: number): number[] {
  const loudest = Math.max(...peaks, 0);
  return Array.from({ length: count }, (_, at) => {
    if (loudest <= 0) return QUIETEST;
    const from = Math.floor((at * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * peaks.length) / count));
    return Math.max(QUIETEST, Math.max(...peaks.slice(from, to)) / loudest);
  });
}

/** How many bars fit at a pitch, at least 8. */
export function barCount(width: number, pitch: number): number {
  return Math.max(8, Math.floor((width + pitch / 2) / pitch));
}

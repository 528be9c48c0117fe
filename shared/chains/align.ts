/** One pair of a path: sample `i` of the one is matched with sample `j` of the other. */
export type Step = readonly [i: number, j: number];

export type AlignOptions = {
  /** How far from the diagonal a match may lie, in samples (Sakoe and Chiba 1978). */
  band: number;
  /** How many samples of the other may be left out at either end. */
  free: number;
  /** What it costs not to go on in both. */
  stretch: number;
};

/**
 * The cheapest way to walk two sequences of length `n` together, each in its own tempo (dynamic time warping; diagonal steps
 * count twice, so that the sum does not favour short ways). The whole of the one is walked; of the other, up to `free` samples
 * may be left out at the ends. Takes n · (2 · band + 1) calls of `cost`.
 */
export function align(n: number, cost: (i: number, j: number) => number, { band, free, stretch }: AlignOptions): Step[] {
  const width = 2 * band + 1;
  const sums = new Float64Array(n * width).fill(Number.POSITIVE_INFINITY);
  const came = new Uint8Array(n * width);
  const at = (i: number, j: number) => i * width + (j - i + band);
  const sumAt = (i: number, j: number) =>
    i < 0 || j < 0 || Math.abs(i - j) > band ? Number.POSITIVE_INFINITY : (sums[at(i, j)] ?? Number.POSITIVE_INFINITY);
  for (let i = 0; i < n; i++) {
    for (let j = Math.max(0, i - band); j <= Math.min(n - 1, i + band); j++) {
      const here = cost(i, j);
      let best = i === 0 && j <= free ? 2 * here : Number.POSITIVE_INFINITY;
      let from = 0;
      const diagonal = sumAt(i - 1, j - 1) + 2 * here;
      const down = sumAt(i - 1, j) + here + stretch;
      const right = sumAt(i, j - 1) + here + stretch;
      if (diagonal < best) [best, from] = [diagonal, 1];
      if (down < best) [best, from] = [down, 2];
      if (right < best) [best, from] = [right, 3];
      sums[at(i, j)] = best;
      came[at(i, j)] = from;
    }
  }
  let end = n - 1;
  for (let j = Math.max(0, n - 1 - free); j < n; j++) if (sumAt(n - 1, j) < sumAt(n - 1, end)) end = j;
  const path: Step[] = [];
  for (let i = n - 1, j = end; ; ) {
    path.push([i, j]);
    const from = came[at(i, j)];
    if (from === 0) return path.reverse();
    if (from !== 3) i--;
    if (from !== 2) j--;
  }
}

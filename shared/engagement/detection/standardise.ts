const CLIP = 6;

/** A feature as rules see it: standardised, clipped at ±6; unknown (NaN) is at the mean, which is neutral. */
export function standardise(value: number, mean: number, scale: number): number {
  const z = (value - mean) / scale;
  if (z > CLIP) return CLIP;
  if (z < -CLIP) return -CLIP;
  return Number.isNaN(z) ? 0 : z;
}

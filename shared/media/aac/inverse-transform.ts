import { complexTransform } from '../../kernel/complex-transform.ts';

/**
 * The inverse of the modified discrete cosine transform of `size` coefficients: 2 × size values,
 * y[n] = 2/N · Σ X[k] cos(2π/N (n + N/4 + 1/2)(k + 1/2)) with N = 2 × size (ISO/IEC 14496-3, 4.6.11.3.1).
 * By a DCT-IV over a complex transform of size / 2 (radix 2).
 */
export function inverseTransform(size: number): (spectrum: Float64Array) => Float64Array {
  const half = size / 2;
  const [re, im] = [new Float64Array(half), new Float64Array(half)];
  const dct = new Float64Array(size);
  const out = new Float64Array(2 * size);
  const turn = Array.from({ length: half }, (_, k) => (-Math.PI * (8 * k + 1)) / (8 * size));
  const [cos, sin] = [Float64Array.from(turn, Math.cos), Float64Array.from(turn, Math.sin)];
  const transform = complexTransform(half);
  return spectrum => {
    for (let k = 0; k < half; k++) {
      const a = spectrum[2 * k] as number;
      const b = spectrum[size - 1 - 2 * k] as number;
      re[k] = a * (cos[k] as number) - b * (sin[k] as number);
      im[k] = a * (sin[k] as number) + b * (cos[k] as number);
    }
    transform(re, im);
    for (let k = 0; k < half; k++) {
      const a = re[k] as number;
      const b = im[k] as number;
      dct[2 * k] = (a * (cos[k] as number) - b * (sin[k] as number)) / size;
      dct[size - 1 - 2 * k] = -(a * (sin[k] as number) + b * (cos[k] as number)) / size;
    }
    for (let n = 0; n < half; n++) {
      out[n] = dct[n + half] as number;
      out[3 * half + n] = -(dct[n] as number);
    }
    for (let n = half; n < 3 * half; n++) out[n] = -(dct[3 * half - 1 - n] as number);
    return out;
  };
}

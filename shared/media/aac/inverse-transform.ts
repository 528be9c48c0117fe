/**
 * The inverse of the modified discrete cosine transform of `size` coefficients: 2 × size values,
 * y[n] = 2/N · Σ X[k] cos(2π/N (n + N/4 + 1/2)(k + 1/2)) with N = 2 × size (ISO/IEC 14496-3, 4.6.11.3.1). By a DCT-IV over a complex transform of size / 2 (radix 2).
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

/** A complex Fourier transform in place (Cooley and Tukey 1965); `size` is a power of two. */
function complexTransform(size: number): (re: Float64Array, im: Float64Array) => void {
  const bits = Math.log2(size);
  const turned = Uint16Array.from({ length: size }, (_, i) => {
    let place = 0;
    for (let bit = 0; bit < bits; bit++) place |= ((i >> bit) & 1) << (bits - 1 - bit);
    return place;
  });
  const cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  return (re, im) => {
    for (let i = 0; i < size; i++) {
      const j = turned[i] as number;
      if (j <= i) continue;
      const [a, b] = [re[i] as number, im[i] as number];
      re[i] = re[j] as number;
      im[i] = im[j] as number;
      re[j] = a;
      im[j] = b;
    }
    for (let half = 1; half < size; half *= 2) {
      const stride = size / 2 / half;
      for (let start = 0; start < size; start += 2 * half)
        for (let k = 0; k < half; k++) {
          const a = start + k;
          const b = a + half;
          const wr = cos[k * stride] as number;
          const wi = sin[k * stride] as number;
          const tr = (re[b] as number) * wr - (im[b] as number) * wi;
          const ti = (re[b] as number) * wi + (im[b] as number) * wr;
          re[b] = (re[a] as number) - tr;
          im[b] = (im[a] as number) - ti;
          re[a] = (re[a] as number) + tr;
          im[a] = (im[a] as number) + ti;
        }
    }
  };
}

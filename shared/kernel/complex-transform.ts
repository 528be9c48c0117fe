/** A complex Fourier transform in place (Cooley and Tukey 1965); `size` is a power of two. */
export function complexTransform(size: number): (re: Float64Array, im: Float64Array) => void {
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

/** Power spectrum of `size` (a power of two) real samples: an iterative radix-2 transform (Cooley and Tukey 1965). Gives size / 2 powers. */
export function powerSpectrum(size: number): (samples: Float64Array) => Float64Array {
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const power = new Float64Array(size / 2);
  const bits = Math.log2(size);
  const order = Uint16Array.from({ length: size }, (_, i) => {
    let turned = 0;
    for (let bit = 0; bit < bits; bit++) turned |= ((i >> bit) & 1) << (bits - 1 - bit);
    return turned;
  });
  const cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  return samples => {
    for (let i = 0; i < size; i++) re[i] = samples[order[i] as number] as number;
    im.fill(0);
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
    for (let i = 0; i < power.length; i++) power[i] = (re[i] as number) ** 2 + (im[i] as number) ** 2;
    return power;
  };
}

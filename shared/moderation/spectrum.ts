import { complexTransform } from '../kernel/complex-transform.ts';

/** Power spectrum of `size` (a power of two) real samples. Gives size / 2 powers. */
export function powerSpectrum(size: number): (samples: Float64Array) => Float64Array {
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const power = new Float64Array(size / 2);
  const transform = complexTransform(size);
  return samples => {
    re.set(samples);
    im.fill(0);
    transform(re, im);
    for (let i = 0; i < power.length; i++) power[i] = (re[i] as number) ** 2 + (im[i] as number) ** 2;
    return power;
  };
}

import { seeded } from '../../kernel/testing/seeded.ts';

/** Somebody who sings alone, or with chords: gliding pitch, overtones, pauses, breath. */
export function recording(seed: number, seconds: number, rate = 16_000): Float32Array {
  const random = seeded(seed * 7_919 + 3);
  const samples = new Float32Array(Math.floor(seconds * rate));
  const colours = Array.from({ length: 8 }, () => 0.3 + random());
  const chord = seed % 2 === 0 ? [1, 1.25, 1.5] : [1];
  const phases = chord.map(() => random());
  let [pitch, aim, loud, aimed] = [200, 200, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    if (i % Math.floor(rate * 0.21) === 0) {
      aim = 130 * 2 ** (Math.floor(random() * 20) / 12);
      aimed = random() < 0.15 ? 0 : 0.3 + 0.5 * random();
    }
    pitch += (aim - pitch) * (40 / rate);
    loud += (aimed - loud) * (60 / rate);
    let value = 0;
    for (const [voice, ratio] of chord.entries()) {
      phases[voice] = ((phases[voice] as number) + (pitch * ratio) / rate) % 1;
      for (let k = 1; k <= 8; k++)
        value += ((colours[k - 1] as number) / k) * Math.sin(2 * Math.PI * k * (phases[voice] as number));
    }
    samples[i] = (0.15 * loud * value) / chord.length + 0.002 * (random() - 0.5);
  }
  return samples;
}

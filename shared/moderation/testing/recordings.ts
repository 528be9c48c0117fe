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

/** A 16-bit WAV file with one channel. */
export function wavOf(samples: Float32Array, rate = 16_000): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  tag(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [i, sample] of samples.entries())
    view.setInt16(44 + i * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
  return bytes;
}

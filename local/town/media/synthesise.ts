import { randomOf } from '../random.ts';
import type { Note, Score } from './compose.ts';

/** Samples a second of everything that the town records. */
export const SAMPLE_RATE = 22_050;
const MIDDLE_C = 261.63;
const TAIL_SECONDS = 1.2;
const PEAK = 0.82;

type Voice = {
  /** Seconds. */
  attack: number;
  release: number;
  /** One period of its sound. */
  wave: Float32Array;
  vibrato: number;
  gain: number;
};

const PERIOD = 2_048;

/** One period of a tone with these overtones, loudest usually first: reading it is much cheaper than a sine for each sample. */
function waveOf(overtones: readonly number[]): Float32Array {
  return Float32Array.from({ length: PERIOD }, (_, i) =>
    overtones.reduce((sum, loudness, k) => sum + loudness * Math.sin((2 * Math.PI * (k + 1) * i) / PERIOD), 0),
  );
}

const LEAD: Voice = { attack: 0.012, release: 0.18, wave: waveOf([1, 0.45, 0.2, 0.12, 0.05]), vibrato: 0.004, gain: 0.34 };
const CHORD: Voice = { attack: 0.12, release: 0.5, wave: waveOf([1, 0.25, 0.08]), vibrato: 0, gain: 0.13 };
const BASS: Voice = { attack: 0.008, release: 0.08, wave: waveOf([1, 0.6, 0.2]), vibrato: 0, gain: 0.32 };

function playNote(out: Float32Array, note: Note, voice: Voice, beatSeconds: number): void {
  const frequency = MIDDLE_C * 2 ** (note.pitch / 12);
  const held = note.length * beatSeconds;
  const first = Math.round(note.at * beatSeconds * SAMPLE_RATE);
  const count = Math.round((held + voice.release) * SAMPLE_RATE);
  let phase = 0;
  for (let i = 0; i < count && first + i < out.length; i++) {
    const t = i / SAMPLE_RATE;
    const wobble = voice.vibrato === 0 ? 1 : 1 + voice.vibrato * Math.sin(2 * Math.PI * 5.2 * t) * Math.min(1, t * 3);
    phase = (phase + (PERIOD * frequency * wobble) / SAMPLE_RATE) % PERIOD;
    const rise = Math.min(1, t / voice.attack);
    const fall = t < held ? 1 - 0.35 * (t / held) : 0.65 * (1 - (t - held) / voice.release);
    const sample = voice.wave[phase | 0] ?? 0;
    out[first + i] = (out[first + i] ?? 0) + sample * rise * fall * note.loudness * voice.gain;
  }
}

function playDrum(out: Float32Array, at: number, kind: Score['drums'][number]['kind'], noise: () => number): void {
  const seconds = { kick: 0.22, hat: 0.05, clap: 0.16 }[kind];
  const first = Math.round(at * SAMPLE_RATE);
  for (let i = 0; i < seconds * SAMPLE_RATE && first + i < out.length; i++) {
    const t = i / SAMPLE_RATE;
    const decay = Math.exp((-5 * t) / seconds);
    const sample =
      kind === 'kick'
        ? Math.sin(2 * Math.PI * (48 * t + 9 * (1 - Math.exp(-t * 40)))) * 0.6
        : noise() * (kind === 'hat' ? 0.09 : 0.16);
    out[first + i] = (out[first + i] ?? 0) + sample * decay;
  }
}

/** Plays a score: samples from −1 to 1, with an echo, a faded end and a common peak, so that no song is louder than another. */
export function synthesise(score: Score, seed: string): Float32Array {
  const { beatSeconds, beats, lead, chords, bass, drums } = score;
  const length = Math.round((beats * beatSeconds + TAIL_SECONDS) * SAMPLE_RATE);
  const out = new Float32Array(length);
  for (const note of chords) playNote(out, note, CHORD, beatSeconds);
  for (const note of bass) playNote(out, note, BASS, beatSeconds);
  for (const note of lead) playNote(out, note, LEAD, beatSeconds);
  const random = randomOf(`noise ${seed}`);
  for (const { at, kind } of drums) playDrum(out, at * beatSeconds, kind, () => random.next() * 2 - 1);
  const delay = Math.round(beatSeconds * 0.75 * SAMPLE_RATE);
  for (let i = delay; i < length; i++) out[i] = (out[i] ?? 0) + 0.22 * (out[i - delay] ?? 0);
  const fade = Math.round(TAIL_SECONDS * SAMPLE_RATE);
  let loudest = 1e-6;
  for (let i = 0; i < length; i++) {
    out[i] = (out[i] ?? 0) * Math.min(1, (length - i) / fade);
    loudest = Math.max(loudest, Math.abs(out[i] ?? 0));
  }
  return out.map(sample => (sample / loudest) * PEAK);
}

import { type Random, randomOf } from '../random.ts';

/** A note to play: beats from the start, beats long, semitones over middle C. */
export type Note = { at: number; length: number; pitch: number; loudness: number };
export type Score = {
  beatSeconds: number;
  beats: number;
  lead: Note[];
  chords: Note[];
  bass: Note[];
  drums: { at: number; kind: 'kick' | 'hat' | 'clap' }[];
};

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
/** Degrees of the scale that chords stand on, four bars that people know by heart. */
const PROGRESSIONS = [
  [0, 4, 5, 3],
  [5, 3, 0, 4],
  [0, 5, 3, 4],
  [0, 3, 5, 4],
  [0, 2, 3, 4],
];
/** Rhythms of a bar of melody, in beats; negative ones are rests. */
const RHYTHMS = [
  [1, 0.5, 0.5, 1, -1],
  [0.5, 0.5, 1, 0.5, 0.5, 1],
  [1.5, 0.5, 1, 1],
  [-0.5, 0.5, 0.5, 0.5, 1, 1],
  [2, 1, -1],
];
const BEATS_IN_BAR = 4;

function pitchOf(scale: readonly number[], key: number, degree: number): number {
  const octave = Math.floor(degree / scale.length);
  return key + octave * 12 + (scale[degree - octave * scale.length] ?? 0);
}

/** A tune that wanders by steps, leans on the chord at each bar's start and sings its first two bars twice. */
function melody(random: Random, roots: readonly number[], pitch: (degree: number) => number): Note[] {
  const motif = [random.pick(RHYTHMS), random.pick(RHYTHMS)];
  const steps = Array.from({ length: 24 }, () => random.pick([-2, -1, -1, 0, 1, 1, 2, 3]));
  const notes: Note[] = [];
  for (const [bar, root] of roots.entries()) {
    let degree = root + random.pick([0, 2, 4]) + (bar === roots.length - 1 ? 0 : 7 * Number(root < 2));
    let at = bar * BEATS_IN_BAR;
    for (const [i, length] of (motif[bar % 2] ?? []).entries()) {
      if (length > 0) notes.push({ at, length: length * 0.92, pitch: pitch(degree), loudness: i === 0 ? 1 : 0.8 });
      degree = Math.max(0, Math.min(11, degree + (steps[(bar % 2) * 8 + i] ?? 0)));
      at += Math.abs(length);
    }
  }
  return notes;
}

/** Writes a song of four bars from a seed: key, tempo, chords, melody, bass and drums. Always the same for the same seed. */
export function compose(seed: string): Score {
  const random = randomOf(`song ${seed}`);
  const scale = random.pick([MAJOR, MINOR, MINOR]);
  const key = random.whole(-5, 4);
  const roots = random.pick(PROGRESSIONS);
  const pitch = (degree: number) => pitchOf(scale, key, degree);
  const drive = random.pick(['still', 'soft', 'full'] as const);
  const bars = roots.map((root, bar) => ({ root, at: bar * BEATS_IN_BAR }));
  return {
    beatSeconds: 60 / random.between(88, 122),
    beats: roots.length * BEATS_IN_BAR,
    lead: melody(random, roots, pitch),
    chords: bars.flatMap(({ root, at }) =>
      [0, 2, 4].map(third => ({ at, length: BEATS_IN_BAR * 0.98, pitch: pitch(root + third), loudness: 0.5 })),
    ),
    bass: bars.flatMap(({ root, at }) =>
      [0, 1.5, 2, 3.5].map(beat => ({ at: at + beat, length: beat % 1 ? 0.45 : 0.9, pitch: pitch(root) - 24, loudness: 0.9 })),
    ),
    drums: bars.flatMap(({ at }) => drumsOf(drive).map(hit => ({ ...hit, at: at + hit.at }))),
  };
}

function drumsOf(drive: 'still' | 'soft' | 'full'): Score['drums'] {
  if (drive === 'still') return [];
  const hats = [0.5, 1.5, 2.5, 3.5].map(at => ({ at, kind: 'hat' as const }));
  const kicks = (drive === 'full' ? [0, 1, 2, 3] : [0, 2]).map(at => ({ at, kind: 'kick' as const }));
  return [...kicks, ...hats, { at: 1, kind: 'clap' }, { at: 3, kind: 'clap' }];
}

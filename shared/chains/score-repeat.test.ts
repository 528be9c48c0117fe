import { describe, expect, it } from 'vitest';
import { seeded } from '../kernel/testing/seeded.ts';
import { importPose, type PoseCapture } from './import-pose.ts';
import type { PoseSequence } from './pose.ts';
import { LEAST_MOTION, motionIn, scoreRepeat } from './score-repeat.ts';
import { BODIES, type Body, DANCES, type Dance, dancer, type Performance } from './testing/dancer.ts';
import { randomDance } from './testing/random-dance.ts';

const pose = (dance: Dance, options?: Performance) => importPose(dancer(dance, options));
const score = (reference: PoseSequence, attempt: PoseSequence) => scoreRepeat([reference], attempt).total;
const frozen = ({ frames }: PoseCapture): PoseSequence =>
  importPose({ frames: frames.map(({ t }) => ({ t, landmarks: frames[0]?.landmarks ?? [] })) });

/** Everything that the issue asks of a score, for one dance of a set, repeated by somebody with another body. */
function holds(dances: readonly Dance[], own: number, body: Body, other: Body, random: () => number) {
  const dance = dances[own] ?? {};
  const move = pose(dance, { body });
  const repeat = (options: Performance) => score(move, pose(dance, { body: other, ...options }));
  const alike = {
    same: repeat({}),
    noisy: repeat({ noise: 0.02, random }),
    slower: repeat({ ms: 4_200 }),
    unsteady: repeat({ warp: time => time ** 1.3 }),
    mirrored: repeat({ mirrored: true }),
    all: repeat({ ms: 3_600, noise: 0.02, random, mirrored: true }),
    'another camera': repeat({ fps: 15 }),
  };
  for (const [name, value] of Object.entries(alike)) expect(value, name).toBeGreaterThanOrEqual(95);
  expect(repeat({ amplitude: 0.5 }), 'half as far').toBeLessThanOrEqual(80);
  const still = [
    repeat({ amplitude: 0 }),
    repeat({ amplitude: 0, noise: 0.02, random }),
    score(move, frozen(dancer(dance, { body: other }))),
  ];
  for (const value of still) expect(value, 'still').toBeLessThanOrEqual(32);
  for (const [k, another] of dances.entries())
    if (k !== own) expect(score(move, pose(another, { body: other })), 'another dance').toBeLessThanOrEqual(45);
}

describe('a repeat', () => {
  const bodies = Object.values(BODIES);

  it.each(Object.keys(DANCES).map((name, i) => [name, i] as const))(
    'of %s is scored as people see it, whoever dances',
    (_, i) => {
      const random = seeded(i);
      for (const body of bodies) for (const other of bodies) holds(Object.values(DANCES), i, body, other, random);
    },
  );

  it('is scored the same way for dances that nobody designed', () => {
    for (let seed = 0; seed < 12; seed++) {
      const random = seeded(seed * 977 + 5);
      const dances = Array.from({ length: 4 }, () => randomDance(random));
      const dance = dances[0] ?? {};
      if (motionIn(pose(dance)) < 1.2 * LEAST_MOTION) continue;
      holds(dances, 0, BODIES.short, BODIES.broad, random);
    }
  });

  it('is not mended by hiding limbs', () => {
    const { frames } = pose(DANCES.wave);
    const hidden = frames.map(([t = 0, ...rest]) => [t, ...rest.map((value, at) => (at % 4 === 3 ? 0 : value))]);
    expect(score(pose(DANCES.wave), { format: 'gigavibe/pose-1', frames: hidden })).toBeLessThanOrEqual(35);
  });

  it('may be seen without its face and feet', () => {
    const reference = pose(DANCES.robot);
    const faceless = reference.frames.map(frame => frame.map((value, at) => (at > 0 && at <= 44 ? 0 : value)));
    expect(score(reference, { format: 'gigavibe/pose-1', frames: faceless })).toBe(100);
  });
});

describe('a chain', () => {
  const danced = (names: readonly (keyof typeof DANCES)[], options: Performance = {}) => {
    let from = 0;
    const frames = names.flatMap(name => {
      const part = dancer(DANCES[name], options).frames.map(frame => ({ ...frame, t: frame.t + from }));
      from = (part.at(-1)?.t ?? 0) + 33;
      return part;
    });
    return importPose({ frames });
  };
  const moves = [pose(DANCES.wave), pose(DANCES.kick), pose(DANCES.robot)];

  it('is scored a move', () => {
    const right = scoreRepeat(moves, danced(['wave', 'kick', 'robot'], { body: BODIES.broad, ms: 3_000, mirrored: true }));
    expect(right).toMatchObject({ scorer: 'limbs-2', mirrored: true });
    expect(Math.min(...right.moves)).toBeGreaterThanOrEqual(90);
  });

  it('shows which move went wrong', () => {
    const [wave = 0, kick = 0, robot = 0] = scoreRepeat(moves, danced(['wave', 'squat', 'robot'])).moves;
    expect(Math.min(wave, robot)).toBeGreaterThanOrEqual(85);
    expect(kick).toBeLessThanOrEqual(45);
  });

  it('danced in another order is not the chain', () => {
    expect(scoreRepeat(moves, danced(['kick', 'robot', 'wave'])).total).toBeLessThanOrEqual(45);
  });
});

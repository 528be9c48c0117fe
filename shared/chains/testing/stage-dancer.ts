import type { PoseCapture } from '../import-pose.ts';
import { twin } from './twin.ts';

/** Somebody in space, by height and build: parts of a height are those of a child, a grown-up, or somebody long-limbed. Metres. */
export type Build = { height: number; legs: number; arms: number; width: number };

export const BUILDS: Record<'child' | 'lanky' | 'stocky', Build> = {
  child: { height: 1.2, legs: 0.44, arms: 0.3, width: 0.22 },
  lanky: { height: 1.92, legs: 0.52, arms: 0.36, width: 0.2 },
  stocky: { height: 1.62, legs: 0.46, arms: 0.32, width: 0.28 },
};

/**
 * Angles in degrees: an arm is raised sideways (`up`), swung forward (`fore`), and bent; a leg likewise. The trunk turns about its length, and bends to a side.
 */
type Arm = { up: number; fore: number; bend: number };
type Leg = { out: number; fore: number; bend: number };
export type Stance = { left: Arm; right: Arm; legL: Leg; legR: Leg; twist: number; side: number };

const REST: Stance = {
  left: { up: 12, fore: 0, bend: 8 },
  right: { up: 12, fore: 0, bend: 8 },
  legL: { out: 6, fore: 0, bend: 0 },
  legR: { out: 6, fore: 0, bend: 0 },
  twist: 0,
  side: 0,
};
const arm = (up: number, fore: number, bend: number): Arm => ({ up, fore, bend });
const leg = (out: number, fore: number, bend: number): Leg => ({ out, fore, bend });
const at = (change: Partial<Stance>): Stance => ({ ...REST, ...change });

/** Dances as stances on the beat; between them a body eases from one to the next. */
export const ROUTINES: Record<'disco' | 'march' | 'sway' | 'jumpingJack' | 'boxStep', readonly Stance[]> = {
  disco: [
    at({ right: arm(150, 0, 5), left: arm(20, 0, 70), side: 8 }),
    at({ right: arm(35, 40, 20), left: arm(20, 0, 70), side: -6, legR: leg(12, 0, 10) }),
    at({ right: arm(150, 0, 5), left: arm(20, 0, 70), side: 8 }),
    at({ right: arm(15, 30, 60), left: arm(130, 0, 10), side: -10 }),
    at({ left: arm(140, 0, 5), right: arm(25, 0, 80), legL: leg(20, 0, 15) }),
    at({ left: arm(30, 30, 30), right: arm(25, 0, 80) }),
  ],
  march: [
    at({ legL: leg(8, 60, 80), right: arm(10, 60, 60), left: arm(12, -30, 20) }),
    at({}),
    at({ legR: leg(8, 60, 80), left: arm(10, 60, 60), right: arm(12, -30, 20) }),
    at({}),
    at({ legL: leg(30, 30, 60), right: arm(80, 20, 40), left: arm(20, 0, 10) }),
    at({}),
    at({ legR: leg(30, 30, 60), left: arm(80, 20, 40), right: arm(20, 0, 10) }),
    at({}),
  ],
  sway: [
    at({ left: arm(165, 0, 10), right: arm(165, 0, 10), side: 14 }),
    at({ left: arm(150, 0, 60), right: arm(170, 0, 5), side: -14 }),
    at({ left: arm(110, 0, 90), right: arm(110, 0, 90), side: 10 }),
    at({ left: arm(80, 0, 40), right: arm(80, 0, 40), side: -12, legL: leg(18, 0, 25) }),
    at({ left: arm(120, 0, 20), right: arm(60, 0, 20), side: 12, legR: leg(18, 0, 25) }),
  ],
  jumpingJack: [
    at({}),
    at({ left: arm(160, 0, 15), right: arm(160, 0, 15), legL: leg(28, 0, 0), legR: leg(28, 0, 0) }),
    at({}),
    at({ left: arm(90, 0, 0), right: arm(90, 0, 0), legL: leg(28, 0, 0), legR: leg(28, 0, 0) }),
    at({}),
    at({ left: arm(160, 0, 15), right: arm(160, 0, 15), legL: leg(28, 0, 0), legR: leg(28, 0, 0) }),
  ],
  boxStep: [
    at({ left: arm(60, 30, 100), right: arm(60, 30, 100), legL: leg(10, 20, 35), legR: leg(10, 20, 35) }),
    at({ left: arm(85, 10, 5), right: arm(60, 30, 110), legL: leg(30, 0, 20), legR: leg(4, 0, 0), twist: 15 }),
    at({ left: arm(60, 30, 110), right: arm(85, 10, 5), legL: leg(4, 0, 0), legR: leg(30, 0, 20), twist: -15 }),
    at({ left: arm(30, 60, 100), right: arm(30, 60, 100), legL: leg(20, 25, 60), legR: leg(20, 25, 60) }),
    at({ left: arm(100, 0, 90), right: arm(20, 0, 10), side: -10, legR: leg(25, 10, 40) }),
    at({ left: arm(20, 0, 10), right: arm(100, 0, 90), side: 10, legL: leg(25, 10, 40) }),
  ],
};

export type Staged = {
  build?: Build;
  /** How long a beat lasts, in ms, and pictures a second. */
  beatMs?: number;
  fps?: number;
  /** Part of the way from the dance's mean stance; 0 is somebody who stands in it. */
  amplitude?: number;
  /** The camera: metres away, metres off the middle, turned about the dancer by degrees, width through height. */
  camera?: { away: number; off: number; turn: number; aspect: number };
  /** Deviation of each landmark in metres; depth is thrice as unsure. */
  noise?: number;
  /** Part of the landmarks that are lost in a picture: hardly visible, and anywhere nearby. */
  lost?: number;
  /** Part of the time between two pictures by which they come early or late. */
  jitter?: number;
  /** Stands so long before it begins, in ms. */
  delayMs?: number;
  /** Maps time in the dance (0 to 1) to where the dancer is in it. */
  warp?: (time: number) => number;
  mirrored?: boolean;
  random?: () => number;
};

type Point = readonly [x: number, y: number, z: number];
const rad = (degrees: number) => (degrees * Math.PI) / 180;
const plus = (a: Point, b: Point, times = 1): Point => [a[0] + b[0] * times, a[1] + b[1] * times, a[2] + b[2] * times];

/** A routine before a camera in perspective, as MediaPipe would tell of it: x and y in parts of the picture, z about as large as x. */
export function stage(routine: readonly Stance[], options: Staged = {}): PoseCapture {
  const { build = BUILDS.lanky, beatMs = 450, fps = 30, amplitude = 1, noise = 0, lost = 0, jitter = 0, delayMs = 0 } = options;
  const {
    camera = { away: 3, off: 0, turn: 0, aspect: 0.75 },
    warp = time => time,
    mirrored = false,
    random = () => 0.5,
  } = options;
  const danceMs = (routine.length - 1) * beatMs;
  const count = Math.round(((danceMs + delayMs) / 1000) * fps) + 1;
  const mean = blend(routine);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const frames = Array.from({ length: count }, (_, i) => {
    const t = ((i + (i === 0 ? 0 : jitter * (random() - 0.5))) * 1000) / fps;
    const time = Math.min(1, Math.max(0, (t - delayMs) / danceMs));
    const stance = between(mean, stanceAt(routine, warp(time)), amplitude);
    const body = skeleton(build, stance).map(point => project(point, camera));
    const depth = body[23]?.z ?? 0;
    const landmarks = body.map(({ x, y, z, size }) => {
      const gone = random() < lost;
      const shake = (gone ? 0.15 : noise) * size;
      const seen = { x: x + shake * normal(), y: y + shake * camera.aspect * normal(), z: z - depth + 3 * shake * normal() };
      return { ...seen, x: mirrored ? 1 - seen.x : seen.x, visibility: gone ? 0.1 : 0.8 + 0.2 * random() };
    });
    return { t, landmarks: mirrored ? landmarks.map((point, k) => landmarks[twin(k)] ?? point) : landmarks };
  });
  return { aspect: camera.aspect, frames };
}

function stanceAt(routine: readonly Stance[], time: number): Stance {
  const place = Math.min(Math.max(time, 0), 1) * (routine.length - 1);
  const from = Math.min(Math.floor(place), routine.length - 2);
  const part = place - from;
  return between(routine[from] ?? REST, routine[from + 1] ?? REST, part * part * (3 - 2 * part));
}

type Angles = { [key: string]: number | Angles };

function mixed(a: Angles, b: Angles, part: number): Angles {
  return Object.fromEntries(
    Object.entries(a).map(([key, value]) => {
      const other = b[key] ?? value;
      return [
        key,
        typeof value === 'number' || typeof other === 'number'
          ? Number(value) + (Number(other) - Number(value)) * part
          : mixed(value, other, part),
      ];
    }),
  );
}
const between = (a: Stance, b: Stance, part: number) => mixed(a, b, part) as Stance;
const blend = (routine: readonly Stance[]) =>
  routine.reduce((mean, stance, i) => between(mean, stance, 1 / (i + 1)), routine[0] ?? REST);

/** Joints in metres from the middle of the hips: x to the dancer's left, y downwards, z towards the back. */
function skeleton({ height, legs, arms, width }: Build, { left, right, legL, legR, twist, side }: Stance): Point[] {
  const points: Point[] = Array.from({ length: 33 }, () => [0, 0, 0]);
  const trunk = height * 0.3;
  const [turn, lean] = [rad(twist), rad(side)];
  const neck: Point = [Math.sin(lean) * trunk, -Math.cos(lean) * trunk, 0];
  const across: Point = [Math.cos(turn) * Math.cos(lean), Math.sin(lean), Math.sin(turn)];
  const head = plus(neck, [Math.sin(lean), -Math.cos(lean), -0.2], height * 0.1);
  for (let face = 0; face <= 10; face++) points[face] = head;
  for (const [k, sign, armOf, legOf] of [
    [0, 1, left, legL],
    [1, -1, right, legR],
  ] as const) {
    const shoulder = plus(neck, across, (sign * height * width) / 2);
    const upper = limb(sign, armOf.up, armOf.fore);
    const elbow = plus(shoulder, upper, height * arms * 0.53);
    const wrist = plus(elbow, limb(sign, armOf.up + armOf.bend, armOf.fore + armOf.bend * 0.3), height * arms * 0.47);
    const hip: Point = [(sign * height * width * 0.65) / 2, 0, 0];
    const knee = plus(hip, limb(sign, legOf.out, legOf.fore), height * legs * 0.52);
    const ankle = plus(knee, limb(sign, legOf.out * 0.4, legOf.fore - legOf.bend), height * legs * 0.48);
    for (const place of [15, 17, 19, 21]) points[place + k] = wrist;
    for (const place of [27, 29, 31]) points[place + k] = ankle;
    points[11 + k] = shoulder;
    points[13 + k] = elbow;
    points[23 + k] = hip;
    points[25 + k] = knee;
  }
  return points;
}

/** Where a limb points that hangs down, is raised sideways and swung forward (towards the camera). */
function limb(sign: number, up: number, fore: number): Point {
  const [a, b] = [rad(up), rad(fore)];
  return [sign * Math.sin(a), Math.cos(a) * Math.cos(b), -Math.cos(a) * Math.sin(b)];
}

function project([x, y, z]: Point, { away, off, turn, aspect }: Required<Staged>['camera']) {
  const [c, s] = [Math.cos(rad(turn)), Math.sin(rad(turn))];
  const [px, pz] = [x * c + z * s, z * c - x * s];
  // A lens that sees as wide as it is far, upright.
  const size = 1 / ((away + pz) * aspect);
  return { x: 0.5 + (px + off) * size, y: 0.5 + y * size * aspect, z: pz * size, size };
}

import type { PoseCapture } from '../import-pose.ts';
import { twin } from './twin.ts';

/** Lengths in metres. */
export type Body = {
  trunk: number;
  shoulders: number;
  hips: number;
  upperArm: number;
  forearm: number;
  thigh: number;
  shin: number;
};

export const BODIES = {
  tall: { trunk: 0.56, shoulders: 0.4, hips: 0.26, upperArm: 0.34, forearm: 0.29, thigh: 0.47, shin: 0.46 },
  short: { trunk: 0.44, shoulders: 0.36, hips: 0.3, upperArm: 0.25, forearm: 0.22, thigh: 0.36, shin: 0.34 },
  broad: { trunk: 0.52, shoulders: 0.5, hips: 0.36, upperArm: 0.3, forearm: 0.25, thigh: 0.41, shin: 0.39 },
} satisfies Record<string, Body>;

/** Joints by their angle in the picture, in radians from hanging straight down, outwards positive. Bends add to the limb above. */
const JOINTS = ['lean', 'armL', 'armR', 'elbowL', 'elbowR', 'legL', 'legR', 'kneeL', 'kneeR'] as const;
type Joint = (typeof JOINTS)[number];
/** A joint's rest angle, and swings about it: radians, times in the move, phase in turns. */
type Swing = { rest: number; swings: readonly (readonly [amount: number, times: number, phase: number])[] };
export type Dance = Partial<Record<Joint, Swing>>;

const swing = (rest: number, ...swings: Swing['swings'][number][]): Swing => ({ rest, swings });

export const DANCES = {
  wave: {
    armL: swing(1.4, [0.9, 2, 0]),
    armR: swing(1.4, [0.9, 2, 0.5]),
    elbowL: swing(0.5, [0.6, 2, 0.2]),
    elbowR: swing(0.5, [0.6, 2, 0.7]),
    lean: swing(0, [0.12, 2, 0]),
  },
  kick: {
    legR: swing(0.5, [0.7, 3, 0]),
    kneeR: swing(-0.3, [0.5, 3, 0.3]),
    armL: swing(0.9, [0.6, 3, 0.5]),
    armR: swing(0.4, [0.3, 3, 0]),
    lean: swing(-0.05, [0.15, 3, 0.5]),
  },
  squat: {
    legL: swing(0.5, [0.45, 2, 0.75]),
    legR: swing(0.5, [0.45, 2, 0.75]),
    kneeL: swing(-0.6, [0.6, 2, 0.25]),
    kneeR: swing(-0.6, [0.6, 2, 0.25]),
    armL: swing(0.6, [0.4, 4, 0]),
    armR: swing(0.6, [0.4, 4, 0]),
  },
  windmill: {
    armL: swing(1.6, [1.5, 1, 0]),
    armR: swing(1.6, [1.5, 1, 0.25]),
    lean: swing(0, [0.3, 1, 0.1]),
    legL: swing(0.25, [0.1, 2, 0]),
    legR: swing(0.25, [0.1, 2, 0.5]),
  },
  robot: {
    armL: swing(0.2, [0.2, 1, 0]),
    armR: swing(0.2, [0.2, 1, 0.5]),
    elbowL: swing(1.3, [1.2, 3, 0]),
    elbowR: swing(1.3, [1.2, 3, 0.35]),
    legL: swing(0.1, [0.15, 3, 0]),
    kneeL: swing(-0.1, [0.25, 3, 0]),
  },
} satisfies Record<string, Dance>;

export type Performance = {
  body?: Body;
  /** Length of the move, and pictures a second. */
  ms?: number;
  fps?: number;
  /** 1 is the whole way of each swing; `rest` too when the pose itself is half as far. */
  amplitude?: number;
  /** Standard deviation of each landmark, in metres, by `random`. */
  noise?: number;
  random?: () => number;
  /** Maps time in the move (0 to 1) to where the dancer is in it. */
  warp?: (time: number) => number;
  mirrored?: boolean;
};

/** A dance as a camera would see it: 33 landmarks a frame, in metres, with the dancer a little off the middle. */
export function dancer(dance: Dance, options: Performance = {}): PoseCapture {
  const {
    body = BODIES.tall,
    ms = 2_400,
    fps = 30,
    warp = time => time,
    noise = 0,
    random = () => 0.5,
    mirrored = false,
  } = options;
  const count = Math.round((ms / 1000) * fps) + 1;
  const frames = Array.from({ length: count }, (_, i) => {
    const at = warp(i / (count - 1));
    const angles = Object.fromEntries(JOINTS.map(joint => [joint, angleAt(dance[joint], at, options.amplitude ?? 1)])) as Record<
      Joint,
      number
    >;
    const points = skeleton(body, angles).map(([x, y, z]) => {
      const seen = [x + 0.3, y + 1, z].map(value => value + noise * gaussian(random));
      return { x: mirrored ? -(seen[0] ?? 0) : (seen[0] ?? 0), y: seen[1] ?? 0, z: seen[2] ?? 0, visibility: 0.95 };
    });
    return { t: (i * 1000) / fps, landmarks: mirrored ? points.map((_, k) => points[twin(k)] ?? { x: 0, y: 0 }) : points };
  });
  return { frames };
}

function angleAt(joint: Swing | undefined, at: number, amplitude: number): number {
  const { rest, swings } = joint ?? { rest: 0.08, swings: [] };
  return (
    rest +
    amplitude * swings.reduce((sum, [amount, times, phase]) => sum + amount * Math.sin(2 * Math.PI * (times * at + phase)), 0)
  );
}

/** Box and Muller's normal deviate. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

type Point = readonly [x: number, y: number, z: number];

/** Landmarks from angles: y grows downwards, the dancer's left is on the picture's right. */
function skeleton(body: Body, angles: Record<Joint, number>): Point[] {
  const points: Point[] = Array.from({ length: 33 }, () => [0, 0, 0]);
  const turn = angles.lean;
  const along = (from: Point, angle: number, length: number): Point => [
    from[0] + Math.sin(angle) * length,
    from[1] + Math.cos(angle) * length,
    from[2],
  ];
  const neck = along([0, 0, 0], Math.PI - turn, body.trunk);
  for (const [side, sign] of [
    [0, 1],
    [1, -1],
  ] as const) {
    const letter = side === 0 ? 'L' : 'R';
    const shoulder: Point = [
      neck[0] + (sign * body.shoulders * Math.cos(turn)) / 2,
      neck[1] + (sign * body.shoulders * Math.sin(turn)) / 2,
      0,
    ];
    const hip: Point = [(sign * body.hips) / 2, 0, 0];
    const arm = angles[`arm${letter}`];
    const elbow = along(shoulder, sign * arm, body.upperArm);
    const wrist = along(elbow, sign * (arm + angles[`elbow${letter}`]), body.forearm);
    const leg = angles[`leg${letter}`];
    const knee = along(hip, sign * leg, body.thigh);
    const ankle = along(knee, sign * (leg + angles[`knee${letter}`]), body.shin);
    for (const [at, point] of [
      [11, shoulder],
      [13, elbow],
      [15, wrist],
      [17, wrist],
      [19, wrist],
      [21, wrist],
      [23, hip],
      [25, knee],
      [27, ankle],
      [29, ankle],
      [31, ankle],
    ] as const)
      points[at + side] = point;
  }
  const head = along(neck, Math.PI - turn, body.trunk * 0.45);
  for (let face = 0; face <= 10; face++) points[face] = head;
  return points;
}

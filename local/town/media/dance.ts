import type { Random } from '../random.ts';

/** A point of the body, in the poster's pixels. */
export type Joint = readonly [x: number, y: number];
/** One moment of a body: where its joints are. */
export type BodyPose = Record<
  | 'head'
  | 'neck'
  | 'hip'
  | 'leftElbow'
  | 'leftHand'
  | 'rightElbow'
  | 'rightHand'
  | 'leftKnee'
  | 'leftFoot'
  | 'rightKnee'
  | 'rightFoot',
  Joint
>;

/** Angles from straight down, in radians; bent joints add to what they hang on. Left is the viewer's left. */
type Step = {
  sway: number;
  dip: number;
  leftArm: number;
  leftBend: number;
  rightArm: number;
  rightBend: number;
  leftLeg: number;
  rightLeg: number;
};

const STEPS: readonly Step[] = [
  { sway: 0.16, dip: 26, leftArm: 0.7, leftBend: 1.2, rightArm: -2.4, rightBend: -0.5, leftLeg: 0.3, rightLeg: -0.1 },
  { sway: -0.16, dip: 26, leftArm: 2.4, leftBend: 0.5, rightArm: -0.7, rightBend: -1.2, leftLeg: 0.1, rightLeg: -0.3 },
  { sway: 0, dip: 60, leftArm: 1.3, leftBend: 1.5, rightArm: -1.3, rightBend: -1.5, leftLeg: 0.5, rightLeg: -0.5 },
  { sway: 0.05, dip: 0, leftArm: 2.7, leftBend: 0.3, rightArm: -2.7, rightBend: -0.3, leftLeg: 0.12, rightLeg: -0.12 },
  { sway: -0.1, dip: 34, leftArm: 1.57, leftBend: 0, rightArm: -1.57, rightBend: -1.57, leftLeg: 0.42, rightLeg: -0.05 },
  { sway: 0.1, dip: 34, leftArm: 1.57, leftBend: 1.57, rightArm: -1.57, rightBend: 0, leftLeg: 0.05, rightLeg: -0.42 },
];
/** Steps of one round, two beats each. */
const ROUND = 4;
const [HIP, FLOOR, TORSO, HEAD, ARM, FOREARM, THIGH] = [760, 1075, 250, 86, 122, 118, 168];

/** A round of steps that comes back to its beginning: the pose at any part of it, from 0 to 1. */
export function danceOf(random: Random, x: number): (part: number) => BodyPose {
  const steps = random.shuffle(STEPS).slice(0, ROUND);
  return part => {
    const at = (((part % 1) + 1) % 1) * ROUND;
    const [from, to] = [steps[Math.floor(at) % ROUND], steps[(Math.floor(at) + 1) % ROUND]];
    if (!from || !to) throw new RangeError('a round has four steps');
    // Held, then gone over: people move between beats and not all the time.
    const share = smooth(Math.min(1, Math.max(0, ((at % 1) - 0.25) / 0.6)));
    return poseOf(blend(from, to, share), x);
  };
}

const smooth = (share: number) => share * share * (3 - 2 * share);

function blend(from: Step, to: Step, share: number): Step {
  return Object.fromEntries(
    Object.entries(from).map(([name, value]) => [name, value + (to[name as keyof Step] - value) * share]),
  ) as Step;
}

function poseOf(step: Step, x: number): BodyPose {
  const hip: Joint = [x + step.sway * 120, HIP + step.dip];
  const neck = along(hip, Math.PI + step.sway, TORSO);
  const [left, right] = [[neck[0] - 66, neck[1] + 22] as const, [neck[0] + 66, neck[1] + 22] as const];
  const leftElbow = along(left, -step.leftArm, ARM);
  const rightElbow = along(right, -step.rightArm, ARM);
  const leftFoot: Joint = [hip[0] - 44 - Math.sin(step.leftLeg) * 2 * THIGH, FLOOR];
  const rightFoot: Joint = [hip[0] + 44 - Math.sin(step.rightLeg) * 2 * THIGH, FLOOR];
  return {
    head: along(neck, Math.PI + step.sway * 1.6, HEAD),
    neck,
    hip,
    leftElbow,
    leftHand: along(leftElbow, -step.leftArm - step.leftBend, FOREARM),
    rightElbow,
    rightHand: along(rightElbow, -step.rightArm - step.rightBend, FOREARM),
    leftKnee: knee(hip, leftFoot, -1),
    leftFoot,
    rightKnee: knee(hip, rightFoot, 1),
    rightFoot,
  };
}

/** So far from a point, at an angle from straight down; to the viewer's right for positive angles. */
function along([x, y]: Joint, angle: number, length: number): Joint {
  return [x + Math.sin(angle) * length, y + Math.cos(angle) * length];
}

/** Where two thighs' lengths meet between hip and foot, bent outwards. */
function knee(hip: Joint, foot: Joint, side: -1 | 1): Joint {
  const [dx, dy] = [foot[0] - hip[0], foot[1] - hip[1]];
  const half = Math.hypot(dx, dy) / 2;
  const out = Math.sqrt(Math.max(0, THIGH * THIGH - half * half));
  return [hip[0] + dx / 2 + (side * out * dy) / (2 * half), hip[1] + dy / 2 - (side * out * dx) / (2 * half)];
}

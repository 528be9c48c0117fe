import type { Random } from '../random.ts';

type Point = readonly [number, number];

const line = (width: number, ...points: readonly Point[]) =>
  `<polyline points="${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}" fill="none" stroke="currentColor" stroke-width="${width.toFixed(1)}" stroke-linecap="round" stroke-linejoin="round"/>`;
const disc = ([x, y]: Point, r: number) =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="currentColor"/>`;

const SHOULDER = 500;
const HIP = 760;
const FLOOR = 1085;

function hairOf(style: number, [x, y]: Point, grow: number): string {
  if (style === 0)
    return (
      disc([x, y - 14], 84 + grow) +
      [...Array(14)]
        .map((_, i) => disc([x + Math.cos((i / 14) * 6.283) * 80, y - 14 + Math.sin((i / 14) * 6.283) * 80], 13 + grow))
        .join('')
    );
  if (style === 1)
    return (
      line(40 + grow * 2, [x - 34, y - 30], [x - 50, y + 50], [x - 62, y + 96]) +
      line(34 + grow * 2, [x + 34, y - 30], [x + 46, y + 40]) +
      disc([x, y - 16], 56 + grow)
    );
  if (style === 2) return disc([x, y - 16], 52 + grow) + disc([x - 6, y - 78], 26 + grow);
  if (style === 3)
    return line(18 + grow * 2, [x - 64, y - 34], [x + 64, y - 34]) + line(50 + grow * 2, [x - 36, y - 62], [x + 36, y - 62]);
  return disc([x, y - 10], 53 + grow);
}

/** Arms and what they hold, drawn with `grow` pixels more on every side. */
type Pose = (x: number, grow: number) => string;

const singer: Pose = (x, grow) =>
  line(44 + grow * 2, [x + 74, SHOULDER + 16], [x + 116, SHOULDER + 128], [x + 58, SHOULDER + 26], [x + 40, 446]) +
  line(44 + grow * 2, [x - 74, SHOULDER + 16], [x - 132, SHOULDER + 128], [x - 118, SHOULDER + 252]) +
  line(20 + grow * 2, [x + 46, 452], [x + 30, 424]) +
  disc([x + 26, 418], 17 + grow);
const reaching: Pose = (x, grow) =>
  line(44 + grow * 2, [x + 74, SHOULDER + 16], [x + 142, SHOULDER - 66], [x + 164, SHOULDER - 206]) +
  line(44 + grow * 2, [x - 74, SHOULDER + 16], [x - 128, SHOULDER + 104], [x - 62, SHOULDER + 40]) +
  line(22 + grow * 2, [x - 60, SHOULDER + 40], [x - 24, 446]) +
  disc([x - 22, 438], 17 + grow);
const guitarist: Pose = (x, grow) =>
  line(44 + grow * 2, [x - 74, SHOULDER + 16], [x - 130, SHOULDER + 148], [x - 34, SHOULDER + 190]) +
  line(44 + grow * 2, [x + 74, SHOULDER + 16], [x + 138, SHOULDER + 118], [x + 190, SHOULDER + 84]) +
  line(18 + grow * 2, [x - 20, SHOULDER + 200], [x + 250, SHOULDER + 44]) +
  disc([x - 52, SHOULDER + 214], 68 + grow) +
  disc([x + 6, SHOULDER + 180], 46 + grow) +
  line(30 + grow * 2, [x + 246, SHOULDER + 46], [x + 282, SHOULDER + 26]);
const player: Pose = (x, grow) =>
  line(44 + grow * 2, [x - 74, SHOULDER + 16], [x - 122, SHOULDER + 138], [x - 92, SHOULDER + 244]) +
  line(44 + grow * 2, [x + 74, SHOULDER + 16], [x + 122, SHOULDER + 138], [x + 92, SHOULDER + 244]) +
  `<rect x="${x - 250 - grow}" y="${HIP - 6 - grow}" width="${500 + grow * 2}" height="${52 + grow * 2}" rx="${8 + grow}" fill="currentColor"/>` +
  line(12 + grow * 2, [x - 190, HIP + 46], [x + 150, FLOOR]) +
  line(12 + grow * 2, [x + 190, HIP + 46], [x - 150, FLOOR]);
const dancer: Pose = (x, grow) =>
  line(42 + grow * 2, [x + 74, SHOULDER + 16], [x + 160, SHOULDER - 10], [x + 236, SHOULDER - 96]) +
  line(42 + grow * 2, [x - 74, SHOULDER + 16], [x - 162, SHOULDER + 34], [x - 236, SHOULDER + 118]);

const POSES: readonly Pose[] = [singer, singer, reaching, guitarist, player, dancer];

function torso(x: number, lean: number, grow: number): string {
  const points = [
    [x - 40, SHOULDER - 14],
    [x + 40, SHOULDER - 14],
    [x + 78, SHOULDER + 16],
    [x + 60 + lean * 0.6, HIP - 90],
    [x + 64 + lean, HIP + 36],
    [x - 64 + lean, HIP + 36],
    [x - 60 + lean * 0.6, HIP - 90],
    [x - 78, SHOULDER + 16],
  ];
  const d = points.map(point => point.join(',')).join(' ');
  return `<polygon points="${d}" fill="currentColor" stroke="currentColor" stroke-width="${36 + grow * 2}" stroke-linejoin="round"/>`;
}

function legs(random: Random, x: number, lean: number): (grow: number) => string {
  const [left, right] = [random.between(70, 150), random.between(60, 150)];
  const bend = random.between(-30, 30);
  return grow =>
    line(66 + grow * 2, [x - 40 + lean, HIP + 30], [x - left * 0.7 + bend, 930], [x - left, FLOOR - 20]) +
    line(66 + grow * 2, [x + 40 + lean, HIP + 30], [x + right * 0.7 + bend, 930], [x + right, FLOOR - 20]) +
    line(34 + grow * 2, [x - left, FLOOR - 6], [x - left - 42, FLOOR]) +
    line(34 + grow * 2, [x + right, FLOOR - 6], [x + right + 42, FLOOR]);
}

/** A performer made of thick lines, around `x`, in the current colour; drawn with `grow` pixels more on every side. */
export function figureOf(random: Random, x: number): (grow: number) => string {
  const pose = random.pick(POSES);
  const lean = random.between(-26, 26);
  const head: Point = [x + random.between(-14, 14), 400];
  const stand = legs(random, x, lean);
  const hair = random.whole(0, 4);
  return grow => {
    const neck = line(46 + grow * 2, [head[0], head[1] + 40], [x, SHOULDER]);
    return stand(grow) + torso(x, lean, grow) + pose(x, grow) + neck + disc(head, 50 + grow) + hairOf(hair, head, grow);
  };
}

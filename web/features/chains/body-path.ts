/** Landmarks that are joined to a body: arms, legs, and the trunk. */
const LIMBS = [
  [11, 13, 15],
  [12, 14, 16],
  [23, 25, 27],
  [24, 26, 28],
] as const;
const TRUNK = [11, 12, 24, 23] as const;

/** A body as the path of an SVG; `point` gives a landmark as "x y". */
export function bodyPath(point: (landmark: number) => string): string {
  return `${LIMBS.map(limb => `M${limb.map(point).join('L')}`).join('')}M${TRUNK.map(point).join('L')}Z`;
}

export const TICKS = 40;

/**
 * How many of the 40 ticks are lit at a part of the way, 0 to 1. Lit one by one: the last only when the way is done, the first as
 * soon as there is anything.
 */
export function litTicks(part: number): number {
  if (!(part > 0)) return 0;
  return part >= 1 ? TICKS : Math.max(1, Math.floor(part * TICKS));
}

export type Tick = { x1: number; y1: number; x2: number; y2: number; on: boolean };

/** The ticks of a ring of `size` px, clockwise from the top. */
export function ringTicks(size: number, part: number): Tick[] {
  const lit = litTicks(part);
  const outer = size / 2 - 1.5;
  const inner = outer - size * (size > 100 ? 0.115 : 0.095);
  return Array.from({ length: TICKS }, (_, at) => {
    const angle = (at / TICKS) * 2 * Math.PI - Math.PI / 2;
    const place = (radius: number, turn: (angle: number) => number) => Math.round((size / 2 + radius * turn(angle)) * 100) / 100;
    return {
      x1: place(outer, Math.cos),
      y1: place(outer, Math.sin),
      x2: place(inner, Math.cos),
      y2: place(inner, Math.sin),
      on: at < lit,
    };
  });
}

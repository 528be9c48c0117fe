const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** The place that a key moves to in a row of `count`, or undefined when the key moves nothing. The row is a ring. */
export function moveWith(key: string, at: number, count: number): number | undefined {
  return count === 0 ? undefined : STEPS[key]?.(at, count);
}

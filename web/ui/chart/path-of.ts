/** The `d` of an SVG path along these places, to a tenth of a unit. */
export function pathOf(line: readonly { x: number; y: number }[]): string {
  return line.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

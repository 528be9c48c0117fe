/** Bars and lines on a card, as SVG. Heights grow upwards from `bottom`. */
export type Field = { x: number; width: number; bottom: number; height: number };

const BAR = 4;
const PITCH = 9;

/** Fits a series to so many points: the mean of each part, or the nearest value where there are too few. */
export function resample(values: readonly number[], points: number): number[] {
  if (values.length === 0 || points <= 0) return [];
  return Array.from({ length: points }, (_, i) => {
    const from = Math.floor((i * values.length) / points);
    const to = Math.max(Math.floor(((i + 1) * values.length) / points), from + 1);
    const part = values.slice(from, to);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

/** The climb as bars from the floor; `most` is the value of the full height. */
export function bars(values: readonly number[], field: Field, most: number, colour: string): string {
  const count = Math.floor(field.width / PITCH);
  return resample(values, count)
    .map((value, i) => {
      const height = Math.max(BAR, Math.min(value / (most || 1), 1) * field.height);
      const x = field.x + i * PITCH;
      return `<rect x="${px(x)}" y="${px(field.bottom - height)}" width="${BAR}" height="${px(height)}" rx="1.5" fill="${colour}"/>`;
    })
    .join('');
}

/** A price line with a dot at its end; scaled to its data, straight between real points. One price is a level line. */
export function priceLine(prices: readonly number[], field: Field, colour: string): string {
  const points = pointsOf(prices);
  if (points.length === 0) return '';
  const [low, high] = [Math.min(...points), Math.max(...points)];
  const at = points.map((price, i) => {
    const x = field.x + (i / (points.length - 1)) * field.width;
    const share = high === low ? 0.5 : (price - low) / (high - low);
    return `${px(x)} ${px(field.bottom - (0.16 + 0.84 * share) * field.height)}`;
  });
  const end = at.at(-1)?.split(' ') ?? [];
  return `<path d="M${at.join('L')}" fill="none" stroke="${colour}" stroke-width="7" stroke-linejoin="round" stroke-linecap="round"/><circle cx="${end[0]}" cy="${end[1]}" r="10" fill="${colour}"/>`;
}

/** As many as can be told apart, and two where there is one. */
function pointsOf(prices: readonly number[]): readonly number[] {
  const [first] = prices;
  if (prices.length === 1 && first !== undefined) return [first, first];
  return prices.length > 60 ? resample(prices, 60) : prices;
}

/** A dashed rule across the field. */
export function dashed(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<path d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}" stroke="${colour}" stroke-width="2.5" stroke-dasharray="2 7" stroke-linecap="round"/>`;
}

function px(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

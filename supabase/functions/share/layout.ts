import { fitPoster, heightOf, type Measure } from './fit-poster.ts';

export const WIDTH = 1200;
export const HEIGHT = 800;
export const EDGE = 56;

/** A card as SVG, 1200 × 800. */
export function svgOf(parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${parts.join('')}</svg>`;
}

export function ground(fill: string): string {
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="${fill}"/>`;
}

export function brand(fill: string): string {
  return text('GigaVibe', { x: EDGE, y: 82, size: 31, font: 'Archivo Brand', fill });
}

/** A word at the right of the brand. */
export function corner(said: string, fill: string): string {
  return text(said, { x: WIDTH - EDGE, y: 78, size: 26, font: 'Archivo Line', fill, end: true });
}

/** The poster stands on the drawing: a short one leaves its room above. */
export function poster(
  lines: string[],
  place: { x: number; bottom: number; measure: number; height: number; fill: string },
  inkOf: Measure,
): string {
  const set = fitPoster(lines, place.measure, place.height, inkOf);
  const top = place.bottom - heightOf(set);
  return set
    .map(line =>
      text(line.text, {
        x: place.x + line.x,
        y: top + line.baseline,
        size: line.size,
        font: `Archivo Poster ${line.width}`,
        fill: place.fill,
      }),
    )
    .join('');
}

type Style = { x: number; y: number; size: number; font: string; fill: string; end?: boolean };

export function text(said: string, { x, y, size, font, fill, end }: Style): string {
  const anchor = end ? ' text-anchor="end"' : '';
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}" font-family="${font}" fill="${fill}"${anchor}>${escapeXml(said)}</text>`;
}

/** Cast text is text: nothing in it can become markup. */
export function escapeXml(said: string): string {
  return said.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}

import type { Ink } from '../../../shared/performances/schema.ts';
import { type Random, randomOf } from '../random.ts';
import { figureOf } from './figure.ts';

/** The poster inks of the design language. */
const INK: Record<Ink, string> = {
  amber: '#c4571c',
  teal: '#137a78',
  rose: '#c63a63',
  cobalt: '#2d49c9',
  tang: '#dd4a22',
  moss: '#5d7a2b',
  lilac: '#7a56b8',
  bone: '#7d6a60',
};

export const POSTER_WIDTH = 720;
export const POSTER_HEIGHT = 1180;

/** Pixels that a copy of the figure is larger on every side, and how much of it shows. */
const RIM = [
  [22, 0.06],
  [16, 0.08],
  [11, 0.12],
  [7, 0.2],
  [4, 0.45],
] as const;

function mix(a: string, b: string, share: number): string {
  const channel = (hex: string, i: number) => Number.parseInt(hex.slice(1 + i * 2, 3 + i * 2), 16);
  const mixed = [0, 1, 2].map(i => Math.round(channel(a, i) * (1 - share) + channel(b, i) * share));
  return `#${mixed.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}

/** What shines behind the performer. */
function light(random: Random, paper: string, x: number): string {
  const r = random.between(150, 205);
  const y = random.between(330, 400);
  const shape = random.whole(0, 3);
  if (shape === 0) return `<circle cx="${x}" cy="${y}" r="${r}" fill="url(#disc)"/>`;
  if (shape === 1)
    return `<rect x="${x - r * 0.75}" y="${y - r * 1.35}" width="${r * 1.5}" height="${r * 2.7}" rx="${r * 0.75}" fill="url(#disc)"/>`;
  if (shape === 2) {
    const ring = (width: number, radius: number) =>
      `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${paper}" stroke-width="${width}" opacity="${width / 34}"/>`;
    return `<circle cx="${x}" cy="${y}" r="${r * 0.62}" fill="url(#disc)"/>${ring(14, r * 0.86)}${ring(9, r * 1.08)}${ring(5, r * 1.28)}`;
  }
  const bars = [-1.5, -0.5, 0.5, 1.5].map(i => {
    const height = r * random.between(1.6, 3.1);
    return `<rect x="${x + i * r * 0.52 - r * 0.19}" y="${y - height / 2}" width="${r * 0.38}" height="${height}" rx="${r * 0.19}" fill="url(#disc)"/>`;
  });
  return bars.join('');
}

function beams(random: Random): string {
  const beam = (top: number, foot: number, spread: number) =>
    `<polygon points="${top - 12},-20 ${top + 12},-20 ${foot + spread},820 ${foot - spread},820" fill="url(#beam)"/>`;
  if (random.next() < 0.35) return '';
  return (
    beam(random.between(60, 160), random.between(240, 340), 90) + beam(random.between(560, 660), random.between(380, 480), 90)
  );
}

/** Where the performer of a poster stands, in its pixels, and the colour that they are cut out of. */
export function performerOf(seed: string, inkName: Ink): { x: number; colour: readonly [number, number, number] } {
  const shadow = mix(INK[inkName], '#140306', 0.86);
  const channel = (i: number) => Number.parseInt(shadow.slice(1 + i * 2, 3 + i * 2), 16);
  return { x: randomOf(`poster ${seed}`).between(310, 410), colour: [channel(0), channel(1), channel(2)] };
}

/** A poster without words as SVG: one ink, a light, and a performer cut out of the dark, or the empty stage. Always the same for the same seed. */
export function posterArt(seed: string, inkName: Ink, { empty = false } = {}): string {
  const random = randomOf(`poster ${seed}`);
  const ink = INK[inkName];
  const shadow = mix(ink, '#140306', 0.86);
  const paper = mix(ink, '#ffe6c4', 0.84);
  const x = random.between(310, 410);
  const figure = figureOf(random, x);
  // The light behind the performer spills over the edge: a few ever larger and fainter copies, since real blur costs ten times as much.
  const glow = mix(ink, paper, 0.4);
  const rim = RIM.map(([grow, opacity]) => `<g color="${glow}" opacity="${opacity}">${figure(grow)}</g>`).join('');
  const defs = `<defs>
<radialGradient id="room" cx="${x}" cy="400" r="640" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="${mix(ink, paper, 0.12)}"/><stop offset=".48" stop-color="${mix(ink, shadow, 0.45)}"/><stop offset="1" stop-color="${shadow}"/></radialGradient>
<linearGradient id="disc" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${paper}"/><stop offset="1" stop-color="${mix(ink, paper, 0.45)}"/></linearGradient>
<linearGradient id="fall" x1="0" y1="0" x2="0" y2="1"><stop offset=".52" stop-color="${shadow}" stop-opacity="0"/><stop offset=".95" stop-color="${shadow}"/></linearGradient>
<linearGradient id="beam" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${mix(ink, paper, 0.3)}" stop-opacity=".5"/><stop offset="1" stop-color="${ink}" stop-opacity="0"/></linearGradient>
<radialGradient id="floor"><stop offset="0" stop-color="${mix(ink, shadow, 0.2)}" stop-opacity=".8"/><stop offset="1" stop-color="${mix(ink, shadow, 0.2)}" stop-opacity="0"/></radialGradient></defs>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${POSTER_WIDTH} ${POSTER_HEIGHT}" width="${POSTER_WIDTH}" height="${POSTER_HEIGHT}">${defs}
<rect width="100%" height="100%" fill="url(#room)"/>${beams(random)}${light(random, paper, x)}
<ellipse cx="${x}" cy="1092" rx="360" ry="70" fill="url(#floor)"/>
${empty ? '' : `${rim}<g color="${shadow}">${figure(0)}</g>`}
<rect width="100%" height="100%" fill="url(#fall)"/></svg>`;
}

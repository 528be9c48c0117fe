import {
  artistName,
  catalogueNumber,
  drawableLines,
  INKS,
  LIMELIGHT,
  ON_LIMELIGHT,
  PAPER,
  PAPER_2,
  type ShareCard,
  VELVET,
} from './card.ts';
import { bars, dashed, priceLine } from './drawing.ts';
import { fitPoster, heightOf, type Measure } from './fit-poster.ts';

const WIDTH = 1200;
const HEIGHT = 800;
const EDGE = 56;

/** The card as SVG, 1200 × 800: one poster, one drawing, one line. A performance that became a coin reverses to limelight. */
export function drawCard(card: ShareCard, inkOf: Measure): string {
  const body = card.coin ? coinCard(card, card.coin, inkOf) : performanceCard(card, inkOf);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${body}</svg>`;
}

function performanceCard(card: ShareCard, inkOf: Measure): string {
  const measure = 700;
  const field = { x: EDGE, width: measure, bottom: 690, height: 84 };
  // The dashed rule is the viral line: the drawing is as high as it, or as the score once that is higher.
  const most = Math.max(card.threshold, ...card.climb, 1);
  const rule = field.bottom - (card.threshold / most) * field.height;
  return [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${VELVET}"/>`,
    stage(card),
    brand(PAPER),
    text(`No. ${catalogueNumber(card.number)}`, {
      x: WIDTH - EDGE,
      y: 78,
      size: 26,
      font: 'Archivo Line',
      fill: PAPER,
      end: true,
    }),
    poster(drawableLines(card), { x: EDGE, bottom: 576, measure, height: 450, fill: PAPER }, inkOf),
    bars(card.climb.length > 0 ? card.climb : [0], field, most, PAPER_2),
    dashed(field.x, rule, field.x + field.width, rule, LIMELIGHT),
    text(`${artistName(card)} ${card.kind === 'dance' ? 'dances' : 'sings'}${duration(card.durationMs)}`, {
      x: EDGE,
      y: 748,
      size: 32,
      font: 'Hanken Text',
      fill: PAPER,
    }),
  ].join('');
}

function coinCard(card: ShareCard, coin: NonNullable<ShareCard['coin']>, inkOf: Measure): string {
  const whole = WIDTH - 2 * EDGE;
  const cut = EDGE + whole * 0.62;
  const climb = { x: EDGE, width: cut - EDGE - 6, bottom: 640, height: 130 };
  const prices = { x: cut, width: EDGE + whole - cut - 12, bottom: 640, height: 130 };
  return [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${LIMELIGHT}"/>`,
    brand(ON_LIMELIGHT),
    text('Became a coin', { x: WIDTH - EDGE, y: 78, size: 26, font: 'Archivo Line', fill: ON_LIMELIGHT, end: true }),
    poster(drawableLines(card), { x: EDGE, bottom: 456, measure: whole, height: 326, fill: ON_LIMELIGHT }, inkOf),
    bars(card.climb.length > 0 ? card.climb : [0], climb, Math.max(...card.climb, 1), ON_LIMELIGHT),
    dashed(cut, climb.bottom - climb.height - 16, cut, climb.bottom, ON_LIMELIGHT),
    priceLine(coin.prices, prices, ON_LIMELIGHT),
    text(`$${coin.ticker} by ${artistName(card)}`, { x: EDGE, y: 740, size: 34, font: 'Hanken Text', fill: ON_LIMELIGHT }),
    text(`${Math.floor(coin.points).toLocaleString('en')} points, ${coin.people.toLocaleString('en')} people`, {
      x: WIDTH - EDGE,
      y: 740,
      size: 34,
      font: 'Hanken Text',
      fill: ON_LIMELIGHT,
      end: true,
    }),
  ].join('');
}

/** One lamp in the take's own ink: two beams and a disc over the floor. */
function stage({ ink }: ShareCard): string {
  const { ink: beam, deep, pale } = INKS[ink];
  return `<defs><linearGradient id="s" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="${VELVET}"/><stop offset=".34" stop-color="${deep}"/><stop offset="1" stop-color="${deep}"/></linearGradient><linearGradient id="b" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${beam}" stop-opacity=".95"/><stop offset="1" stop-color="${beam}" stop-opacity=".1"/></linearGradient></defs><rect x="660" width="540" height="${HEIGHT}" fill="url(#s)"/><path d="M716 0H760L1090 ${HEIGHT}H900Z" fill="url(#b)"/><path d="M1170 0H1200V${HEIGHT * 0.2}L1010 ${HEIGHT}H820Z" fill="url(#b)"/><ellipse cx="975" cy="742" rx="225" ry="30" fill="${beam}" opacity=".7"/><circle cx="975" cy="360" r="170" fill="${pale}"/>${disc(beam)}`;
}

/** Grooves on the disc, so that it is a record and a lamp at once. */
function disc(colour: string): string {
  const grooves = [150, 128, 106, 84].map(
    r => `<circle cx="975" cy="360" r="${r}" fill="none" stroke="${colour}" stroke-width="2" opacity=".35"/>`,
  );
  return `${grooves.join('')}<circle cx="975" cy="360" r="52" fill="${colour}"/><circle cx="975" cy="360" r="9" fill="${VELVET}"/>`;
}

function brand(fill: string): string {
  return text('GigaVibe', { x: EDGE, y: 82, size: 31, font: 'Archivo Brand', fill });
}

/** The poster stands on the drawing: a short one leaves its room above. */
function poster(
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

function text(said: string, { x, y, size, font, fill, end }: Style): string {
  const anchor = end ? ' text-anchor="end"' : '';
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}" font-family="${font}" fill="${fill}"${anchor}>${escapeXml(said)}</text>`;
}

/** Cast text is text: nothing in it can become markup. */
export function escapeXml(said: string): string {
  return said.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}

function duration(ms: number | null): string {
  if (ms === null) return '';
  const seconds = Math.round(ms / 1000);
  return `, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

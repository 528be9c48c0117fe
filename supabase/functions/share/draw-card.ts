import {
  artistName,
  catalogueNumber,
  drawableLines,
  LIMELIGHT,
  ON_LIMELIGHT,
  PAPER,
  PAPER_2,
  type ShareCard,
  VELVET,
} from './card.ts';
import { bars, dashed, priceLine } from './drawing.ts';
import type { Measure } from './fit-poster.ts';
import { brand, corner, EDGE, ground, poster, svgOf, text, WIDTH } from './layout.ts';
import { stage } from './stage.ts';

/** The card as SVG, 1200 × 800: one poster, one drawing, one line. A performance that became a coin reverses to limelight. */
export function drawCard(card: ShareCard, inkOf: Measure): string {
  return svgOf(card.coin ? coinCard(card, card.coin, inkOf) : performanceCard(card, inkOf));
}

function performanceCard(card: ShareCard, inkOf: Measure): string[] {
  const measure = 700;
  const field = { x: EDGE, width: measure, bottom: 690, height: 84 };
  // The dashed rule is the viral line: the drawing is as high as it, or as the score once that is higher.
  const most = Math.max(card.threshold, ...card.climb, 1);
  const rule = field.bottom - (card.threshold / most) * field.height;
  const said = `${artistName(card)} ${card.kind === 'dance' ? 'dances' : 'sings'}${duration(card.durationMs)}`;
  return [
    ground(VELVET),
    stage(card.ink),
    brand(PAPER),
    corner(`No. ${catalogueNumber(card.number)}`, PAPER),
    poster(drawableLines(card), { x: EDGE, bottom: 576, measure, height: 450, fill: PAPER }, inkOf),
    bars(card.climb.length > 0 ? card.climb : [0], field, most, PAPER_2),
    dashed(field.x, rule, field.x + field.width, rule, LIMELIGHT),
    text(said, { x: EDGE, y: 748, size: 32, font: 'Hanken Text', fill: PAPER }),
  ];
}

function coinCard(card: ShareCard, coin: NonNullable<ShareCard['coin']>, inkOf: Measure): string[] {
  const whole = WIDTH - 2 * EDGE;
  const cut = EDGE + whole * 0.62;
  const climb = { x: EDGE, width: cut - EDGE - 6, bottom: 640, height: 130 };
  const prices = { x: cut, width: EDGE + whole - cut - 12, bottom: 640, height: 130 };
  const line = { y: 740, size: 34, font: 'Hanken Text', fill: ON_LIMELIGHT };
  return [
    ground(LIMELIGHT),
    brand(ON_LIMELIGHT),
    corner('Became a coin', ON_LIMELIGHT),
    poster(drawableLines(card), { x: EDGE, bottom: 456, measure: whole, height: 326, fill: ON_LIMELIGHT }, inkOf),
    bars(card.climb.length > 0 ? card.climb : [0], climb, Math.max(...card.climb, 1), ON_LIMELIGHT),
    dashed(cut, climb.bottom - climb.height - 16, cut, climb.bottom, ON_LIMELIGHT),
    priceLine(coin.prices, prices, ON_LIMELIGHT),
    text(`$${coin.ticker} by ${artistName(card)}`, { ...line, x: EDGE }),
    text(`${Math.floor(coin.points).toLocaleString('en')} points, ${coin.people.toLocaleString('en')} people`, {
      ...line,
      x: WIDTH - EDGE,
      end: true,
    }),
  ];
}

function duration(ms: number | null): string {
  if (ms === null) return '';
  const seconds = Math.round(ms / 1000);
  return `, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

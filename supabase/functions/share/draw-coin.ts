import { artistName, LIMELIGHT, PAPER, PAPER_2, VELVET } from './card.ts';
import { priceLine } from './drawing.ts';
import type { Measure } from './fit-poster.ts';
import { brand, corner, EDGE, ground, poster, svgOf, text, WIDTH } from './layout.ts';

/** A coin as it is shared. `cap` is in ether, `change` in percent over the past 24 h; both null before the first trade. */
export type CoinCard = {
  ticker: string;
  title: string;
  artist: string;
  handle: string | null;
  holders: number;
  cap: number | null;
  change: number | null;
  prices: number[];
};

const LONGEST_TITLE = 34;

/** The card of a coin: its ticker, its price line, whose it is. */
export function drawCoin(coin: CoinCard, inkOf: Measure): string {
  const whole = WIDTH - 2 * EDGE;
  const line = { y: 740, size: 34, font: 'Hanken Text' };
  return svgOf([
    ground(VELVET),
    brand(PAPER),
    corner(`${coin.holders.toLocaleString('en')} ${coin.holders === 1 ? 'holder' : 'holders'}`, PAPER_2),
    poster([coin.ticker], { x: EDGE, bottom: 400, measure: whole, height: 260, fill: PAPER }, inkOf),
    priceLine(coin.prices, { x: EDGE, width: whole - 12, bottom: 660, height: 200 }, LIMELIGHT),
    text(byLine(coin), { ...line, x: EDGE, fill: PAPER }),
    text(standing(coin), { ...line, x: WIDTH - EDGE, fill: PAPER, end: true }),
  ]);
}

/** "Night bus home by Nia Adeyemi", with what of it can be drawn. */
function byLine(coin: CoinCard): string {
  const title = artistName({ artist: coin.title, handle: null });
  const name = artistName(coin);
  return title === 'Someone' || title.length + name.length > LONGEST_TITLE ? `by ${name}` : `${title} by ${name}`;
}

/** "1.24 ETH cap, +4.9% past 24 h". */
export function standing({ cap, change }: Pick<CoinCard, 'cap' | 'change'>): string {
  if (cap === null) return 'No trade yet';
  const figure = cap >= 1 ? cap.toFixed(2) : cap.toPrecision(3);
  if (change === null) return `${figure} ETH cap`;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return `${figure} ETH cap, ${sign}${Math.abs(change).toFixed(1)}% past 24 h`;
}

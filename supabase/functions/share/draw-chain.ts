import { drawableLines, type Ink, LIMELIGHT, PAPER, type ShareCard, VELVET } from './card.ts';
import { bars } from './drawing.ts';
import type { Measure } from './fit-poster.ts';
import { brand, corner, EDGE, ground, poster, svgOf, text } from './layout.ts';
import { stage } from './stage.ts';

/** A chain as it is shared. `depths` says how many moves stand at each place of the phrase, the first place first. */
export type ChainCard = Pick<ShareCard, 'number' | 'posterLines'> & { kind: 'dance' | 'song'; ink: Ink; depths: number[] };

/** The card of a chain: its title, how it spread, and what whoever sees it may do. */
export function drawChain(chain: ChainCard, inkOf: Measure): string {
  const links = chain.depths.reduce((sum, count) => sum + count, 0);
  const field = { x: EDGE, width: 700, bottom: 690, height: 110 };
  return svgOf([
    ground(VELVET),
    stage(chain.ink),
    brand(PAPER),
    corner(`${chain.kind === 'dance' ? 'Chain' : 'Song chain'} · ${links === 1 ? '1 link' : `${links} links`}`, PAPER),
    poster(drawableLines(chain), { x: EDGE, bottom: 540, measure: 700, height: 400, fill: PAPER }, inkOf),
    bars(chain.depths, field, Math.max(...chain.depths, 1), LIMELIGHT),
    text(asks(chain.kind), { x: EDGE, y: 748, size: 32, font: 'Hanken Text', fill: PAPER }),
  ]);
}

/** What a chain asks of whoever sees it. */
export function asks(kind: ChainCard['kind']): string {
  return kind === 'dance' ? 'Repeat every move, then add one of your own.' : 'Answer with a verse or a duet of your own.';
}

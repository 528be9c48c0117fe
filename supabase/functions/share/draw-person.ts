import { artistName, type Ink, PAPER, PAPER_2, VELVET } from './card.ts';
import { bars } from './drawing.ts';
import type { Measure } from './fit-poster.ts';
import { brand, corner, EDGE, ground, poster, svgOf, text } from './layout.ts';
import { stage } from './stage.ts';

/** A person as they are shared. `scores` are those of their takes, oldest first. */
export type PersonCard = {
  artist: string;
  handle: string | null;
  ink: Ink;
  takes: number;
  coins: number;
  scores: number[];
};

/** The card of a person: their name, a bar for each of their takes, how many there are. */
export function drawPerson(person: PersonCard, inkOf: Measure): string {
  const name = artistName(person);
  const field = { x: EDGE, width: 700, bottom: 690, height: 110 };
  const scores = person.scores.length > 0 ? person.scores : [0];
  return svgOf([
    ground(VELVET),
    stage(person.ink),
    brand(PAPER),
    corner(person.handle && !name.startsWith('@') ? `@${person.handle}` : 'On stage', PAPER),
    poster(posterOf(name), { x: EDGE, bottom: 540, measure: 700, height: 400, fill: PAPER }, inkOf),
    bars(scores, field, Math.max(...scores, 1), PAPER_2),
    text(standingOf(person), { x: EDGE, y: 748, size: 32, font: 'Hanken Text', fill: PAPER }),
  ]);
}

/** A word a line, three at most; what is left stands on the last. */
function posterOf(name: string): string[] {
  const words = name.toLocaleUpperCase('en').split(' ').filter(Boolean);
  return words.length <= 3 ? words : [...words.slice(0, 2), words.slice(2).join(' ')];
}

/** "12 takes, 3 coins". */
export function standingOf({ takes, coins }: Pick<PersonCard, 'takes' | 'coins'>): string {
  const count = (n: number, word: string) => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`;
  return coins > 0 ? `${count(takes, 'take')}, ${count(coins, 'coin')}` : count(takes, 'take');
}

import { notRepeated } from './errors.ts';
import type { RepeatScore } from './score-repeat.ts';

/** The whole phrase must match so well, and no move may fall below the second figure. */
export const JOINS_FROM = 80;
export const EACH_FROM = 65;

/** Whether a repeat is one. The browser shows it, the server decides by it. */
export function isRepeated({ moves, total }: Pick<RepeatScore, 'moves' | 'total'>): boolean {
  return total >= JOINS_FROM && moves.every(score => score >= EACH_FROM);
}

/** @throws AppError `chains/not-repeated` (422) that names the move that went worst. */
export function requireRepeated(score: RepeatScore, names: readonly string[]): void {
  if (isRepeated(score)) return;
  const worst = score.moves.indexOf(Math.min(...score.moves));
  throw notRepeated(
    `This matches ${score.total} % of the phrase; ${JOINS_FROM} % joins it, with at least ${EACH_FROM} % in each move. ${names[worst] ?? 'One move'} matched ${score.moves[worst] ?? 0} %.`,
    score.moves,
  );
}

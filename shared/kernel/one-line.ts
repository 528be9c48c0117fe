import { withoutTurns } from './without-turns.ts';

/** A text as one line that turns no words around it; empty when there is nothing to see in it. */
export function oneLine(text: string): string {
  const line = withoutTurns(text)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(line) ? line : '';
}

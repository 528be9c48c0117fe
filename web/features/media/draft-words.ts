import { browserStorage } from '../../lib/storage.ts';

const nameOf = (performanceId: string) => `gigavibe-draft-words ${performanceId}`;
/** Where the first version kept them, of its one draft. */
const FIRST_NAME = 'gigavibe-draft-words';

/** What is written about a take. Kept at once, not a moment later: a page that goes away right after a keystroke has it. */
export const keepWords = (performanceId: string, words: object): void =>
  browserStorage.setItem(nameOf(performanceId), JSON.stringify(words));

/** What was typed for a take that was not posted yet; null where there is none, or none that can be read. */
export function keptWords<T>(performanceId: string): Partial<T> | null {
  try {
    return JSON.parse(browserStorage.getItem(nameOf(performanceId)) ?? 'null');
  } catch {
    return null;
  }
}

export const forgetWords = (performanceId: string): void => browserStorage.removeItem(nameOf(performanceId));

/** Gives words of the first version to the take that they are about; null where it kept none. */
export function moveFirstWords(performanceId: string | null): void {
  const words = browserStorage.getItem(FIRST_NAME);
  browserStorage.removeItem(FIRST_NAME);
  if (performanceId !== null && words !== null) browserStorage.setItem(nameOf(performanceId), words);
}

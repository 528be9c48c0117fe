import { invalidInput } from '../kernel/app-error.ts';
import type { CoinPicture } from './part.ts';

/**
 * The picture that was chosen, or the first one; null when there is none at all.
 * @throws AppError 400 `launches/bad-picture` when it is none of those that this coin may show.
 */
export function choosePicture(pictures: readonly CoinPicture[], chosen: string): CoinPicture;
export function choosePicture(pictures: readonly CoinPicture[], chosen: string | null): CoinPicture | null;
export function choosePicture(pictures: readonly CoinPicture[], chosen: string | null): CoinPicture | null {
  if (chosen === null) return pictures[0] ?? null;
  const found = pictures.find(({ id }) => id === chosen);
  if (!found) throw invalidInput('launches/bad-picture', 'Choose one of the pictures shown.');
  return found;
}

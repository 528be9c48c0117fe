import { grouped } from '../../ui/format/separators.ts';

/** "1 $LATE", "2,500 coins". */
export const coinsWords = (coins: number, symbol: string | null): string =>
  `${grouped(coins)} ${symbol === null ? (coins === 1 ? 'coin' : 'coins') : `$${symbol}`}`;

/** Bytes as people say them. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} KB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

export const percentDone = (part: number): string => `${Math.floor(part * 100)}%`;

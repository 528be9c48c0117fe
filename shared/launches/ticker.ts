import { invalidInput } from '../kernel/app-error.ts';

const TICKER = /^[A-Z0-9]{2,12}$/;
const NAME_LENGTH = 80;
const TICKER_LENGTH = 12;
const FILLERS = new Set(['A', 'AN', 'AND', 'OF', 'THE']);
const FALLBACK = 'TAKE';

/**
 * A ticker from a title: accents dropped, letters and digits kept, whole words while they fit in 12 characters, small words left out.
 * `taken` are tickers in use; a number from 2 is put behind until one is free.
 */
export function suggestTicker(title: string, taken: ReadonlySet<string> = new Set()): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const telling = words.filter(word => !FILLERS.has(word));
  let ticker = '';
  for (const word of telling.length > 0 ? telling : words) {
    if (ticker && (ticker + word).length > TICKER_LENGTH) break;
    ticker += word;
  }
  ticker = ticker.slice(0, TICKER_LENGTH);
  const stem = ticker.length >= 2 ? ticker : FALLBACK;
  for (let n = 1; ; n++) {
    const tail = n === 1 ? '' : String(n);
    const candidate = stem.slice(0, TICKER_LENGTH - tail.length) + tail;
    if (!taken.has(candidate)) return candidate;
  }
}

/** @throws AppError 400 `launches/bad-ticker` unless 2 to 12 capital letters and digits. Small letters and a leading $ are forgiven. */
export function checkTicker(input: string): string {
  const ticker = input.trim().replace(/^\$/, '').toUpperCase();
  if (!TICKER.test(ticker)) throw invalidInput('launches/bad-ticker', 'A ticker is 2 to 12 letters and digits, like NIGHTBUS.');
  return ticker;
}

/** @throws AppError 400 `launches/bad-name` unless 1 to 80 visible characters on one line. */
export function checkName(input: string): string {
  const name = input.normalize('NFC').trim().replace(/\s+/g, ' ');
  const length = [...name].length;
  if (length < 1 || length > NAME_LENGTH || /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(name)) {
    throw invalidInput('launches/bad-name', 'A name is 1 to 80 characters on one line.');
  }
  return name;
}

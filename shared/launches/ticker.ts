import { invalidInput } from '../kernel/app-error.ts';
import { JOINER_IN_PLACE } from './joiners.ts';

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

/** Joiners and picture selectors within an emoji. */
const EMOJI_PART =
  '(?<=\\p{Extended_Pictographic}\\p{EMod}?\\uFE0F?)\\u200D(?=\\p{Extended_Pictographic})|(?<=\\p{Extended_Pictographic})\\uFE0F|(?<=[0-9#*])\\uFE0F(?=\\u20E3)';
/**
 * Characters that nobody sees, or that turn the order of reading around: they make a name look like another one. What is seen of
 * them is kept (in the group).
 */
const UNSEEN = new RegExp(
  `(${EMOJI_PART}|${JOINER_IN_PLACE})|[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Default_Ignorable_Code_Point}\\u2800]`,
  'gu',
);
/** Marks are piled on a letter four high at most, which is more than any script needs. */
const PILED = /(?<=\p{M}{4})\p{M}+/gu;
const SOMETHING_SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
const UNTITLED = 'Untitled';

/** @throws AppError 400 `launches/bad-name` unless 1 to 80 visible characters on one line. */
export function checkName(input: string): string {
  const name = onOneLine(input);
  if ([...name].length > NAME_LENGTH || !SOMETHING_SEEN.test(name) || seenOf(name) !== name)
    throw invalidInput('launches/bad-name', 'A name is 1 to 80 visible characters on one line.');
  return name;
}

/** The name that a coin has until its creator chooses another one: a title without what `checkName` refuses. */
export function suggestName(title: string): string {
  const name = onOneLine([...onOneLine(seenOf(title.toWellFormed().replace(/\s+/g, ' ')))].slice(0, NAME_LENGTH).join(''));
  return SOMETHING_SEEN.test(name) && seenOf(name) === name ? name : UNTITLED;
}

function onOneLine(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

function seenOf(text: string): string {
  return text.replace(UNSEEN, (_, seen?: string) => seen ?? '').replace(PILED, '');
}

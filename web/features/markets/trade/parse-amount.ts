import { decimalSign } from '../../../ui/format/separators.ts';

const DECIMALS = 18;

/** Thousands in groups of three; a leading zero makes none. By the sign between them. */
const GROUPED = { ',': /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/, '.': /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/ };
const ONE_SIGN = /^\d+[.,]\d+$/;

/** How the viewer's screens write numbers, as far as every keyboard can. */
function signsOf(locale?: string): { point: ',' | '.'; between: ',' | '.' } {
  return decimalSign(locale) === ',' ? { point: ',', between: '.' } : { point: '.', between: ',' };
}

/**
 * All that a text may mean, in wei: digits with one point or comma, or in groups as the viewer's screens write them ("1,250,000",
 * "1,250.5"). None when it is no amount, has more than 18 decimals, or is zero. Two where one sign between thousands could as
 * well be a decimal one: "1,250" is many on screens in English, and one and a quarter on a keyboard that has no point.
 */
export function readingsOf(typed: string, locale?: string): bigint[] {
  const text = typed.trim();
  const { between } = signsOf(locale);
  if (!GROUPED[between].test(text)) return amountsOf(text);
  const many = amountsOf(text.replaceAll(between, ''));
  return ONE_SIGN.test(text) ? [...many, ...amountsOf(text)] : many;
}

/** What somebody typed, in wei; null when it is no amount, or can be read in two ways. */
export function parseAmount(typed: string, locale?: string): bigint | null {
  const [amount, another] = readingsOf(typed, locale);
  return another === undefined ? (amount ?? null) : null;
}

function amountsOf(text: string): bigint[] {
  const match = /^(\d*)(?:[.,](\d{0,18}))?$/.exec(text);
  if (!match) return [];
  const [, whole = '', part = ''] = match;
  if (whole.length + part.length === 0 || whole.length > 30) return [];
  const amount = BigInt(whole || '0') * 10n ** BigInt(DECIMALS) + BigInt(part.padEnd(DECIMALS, '0') || '0');
  return amount > 0n ? [amount] : [];
}

/** An amount in wei as the viewer would type it: all digits, no zeros at the end. */
export function typedAmount(amount: bigint, locale?: string): string {
  const text = amount.toString().padStart(DECIMALS + 1, '0');
  const part = text.slice(-DECIMALS).replace(/0+$/, '');
  return part ? `${text.slice(0, -DECIMALS)}${signsOf(locale).point}${part}` : text.slice(0, -DECIMALS);
}

/** `amount` rounded down to so many decimals, for offers such as "Use 0.084 ETH instead". */
export function roundDown(amount: bigint, decimals: number): bigint {
  const step = 10n ** BigInt(DECIMALS - decimals);
  return (amount / step) * step;
}

/** `amount` rounded down to so many significant digits. */
export function roundDownSignificant(amount: bigint, digits: number): bigint {
  const length = amount.toString().length;
  if (length <= digits) return amount;
  const step = 10n ** BigInt(length - digits);
  return (amount / step) * step;
}

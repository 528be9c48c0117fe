import { compactDecimal } from './compact.ts';
import { decimalText } from './decimal.ts';
import { type NumberText, priceText } from './price.ts';
import { decimalSign } from './separators.ts';

const DECIMALS = 18;
const ONE = 10n ** 18n;

/**
 * Dollars (18 decimals): cents until 10,000, then whole, from a billion in short. Under a dollar like a price, but one line of plain
 * letters: what is less than can be read in it is "<$0.001". Rounded down.
 */
export function usdText(value: bigint, locale?: string): NumberText {
  if (value > 0n && value < ONE) {
    const price = priceText(value, DECIMALS, { sign: '$', locale });
    return price.zeros === undefined ? price : { before: `<$0${decimalSign(locale)}001`, after: '', label: price.label };
  }
  const size = value < 0n ? -value : value;
  if (size >= 10n ** 9n * ONE) return short(value, locale);
  const text = decimalText(size, DECIMALS, { places: size < 10_000n * ONE ? 2 : 0, locale });
  const full = `${value < 0n ? '−' : ''}$${text}`;
  return { before: full, after: '', label: full };
}

/** Dollars in little room: cents until 1,000, then "$48.2K". */
export function usdCompact(value: bigint, locale?: string): NumberText {
  if (value < 1_000n * ONE) return usdText(value, locale);
  return short(value, locale);
}

function short(value: bigint, locale?: string): NumberText {
  const size = value < 0n ? -value : value;
  const write = (text: string) => `${value < 0n ? '−' : ''}${text.replace(/^>?/, '$&$$')}`;
  const exact = decimalText(size, DECIMALS, { places: 0, locale });
  return { before: write(compactDecimal(size, DECIMALS, locale)), after: '', label: write(exact) };
}

/** A fee in dollars, rounded up; under a cent "<$0.01". */
export function usdFee(value: bigint, locale?: string): string {
  if (value > 0n && value < ONE / 100n) return '<$0.01';
  return `$${decimalText(value, DECIMALS, { places: 2, rounding: 'up', locale })}`;
}

/** An amount of ether in wei with 4 decimals, rounded down: what is shown is there. An amount too small to show is "<0.0001 ETH". */
export function ethText(wei: bigint, locale?: string): string {
  if (wei > 0n && wei < ONE / 10_000n) return `<${decimalText(1n, 4, { places: 4, locale })} ETH`;
  return `${decimalText(wei, DECIMALS, { places: 4, locale })} ETH`;
}

/** A fee in wei with 4 decimals, rounded up; too small to show is "<0.0001 ETH". */
export function ethFee(wei: bigint, locale?: string): string {
  if (wei > 0n && wei < ONE / 10_000n) return `<${decimalText(1n, 4, { places: 4, locale })} ETH`;
  return `${decimalText(wei, DECIMALS, { places: 4, rounding: 'up', locale })} ETH`;
}

/** Ether in little room, where a figure matters more than its last digits: "14.88 ETH", "1.2K ETH". Small amounts are written like prices, the smallest like balances. */
export function ethCompact(wei: bigint, locale?: string): NumberText {
  if (wei < 1_000n * ONE) {
    const price = priceText(wei, DECIMALS, { unit: 'ETH', locale });
    return price.zeros === undefined ? price : { before: ethText(wei, locale), after: '', label: price.label };
  }
  const exact = `${decimalText(wei, DECIMALS, { places: 4, locale })} ETH`;
  return { before: `${compactDecimal(wei, DECIMALS, locale)} ETH`, after: '', label: exact };
}

/** An amount of tokens (18 decimals), rounded down: whole from 1,000 on, else up to 4 decimals. Use it for what somebody will receive at least. */
export function tokenText(value: bigint, locale?: string): string {
  return decimalText(value, DECIMALS, { places: value >= 1_000n * ONE ? 0 : 4, trim: true, locale });
}

/** An amount of tokens in little room: "1.84M", and a part of one "<1". */
export function tokenCompact(value: bigint, locale?: string): string {
  return value > 0n && value < ONE ? '<1' : compactDecimal(value, DECIMALS, locale);
}

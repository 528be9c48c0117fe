import { decimalSign } from './separators.ts';

const STEPS = [
  { from: 1_000_000_000_000n, letter: 'T' },
  { from: 1_000_000_000n, letter: 'B' },
  { from: 1_000_000n, letter: 'M' },
  { from: 1_000n, letter: 'K' },
] as const;

/** Three digits at most, rounded down so that it never claims more than is there: 999, 1.2K, 48.2K, 1.84M, and at the end ">999T". */
export function compactCount(value: number | bigint, locale?: string): string {
  return compactDecimal(typeof value === 'bigint' ? value : BigInt(Math.trunc(value)), 0, locale);
}

/** The same for `value · 10^-decimals`; the part under one is left out. */
export function compactDecimal(value: bigint, decimals: number, locale?: string): string {
  const whole = (value < 0n ? -value : value) / 10n ** BigInt(decimals);
  const sign = value < 0n ? '−' : '';
  const step = STEPS.find(each => whole >= each.from);
  if (!step) return `${sign}${whole}`;
  const lead = whole / step.from;
  if (lead >= 1_000n) return `${sign ? '<−' : '>'}999${step.letter}`;
  const places = 3 - lead.toString().length;
  const part = (((whole % step.from) * 10n ** BigInt(places)) / step.from).toString().padStart(places, '0');
  const kept = places === 0 ? '' : part.replace(/0+$/, '');
  return `${sign}${lead}${kept ? decimalSign(locale) + kept : ''}${step.letter}`;
}

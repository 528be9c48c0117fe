import { decimalSign, grouped } from './separators.ts';

export type Rounding = 'down' | 'up';

type DecimalOptions = {
  /** Digits after the point. */
  places: number;
  /** Down unless told: what is shown is there. */
  rounding?: Rounding;
  /** Leave out zeros at the end. */
  trim?: boolean;
  locale?: string | undefined;
};

/**
 * `value · 10^-decimals` with `places` digits after the point, written for the viewer. Negative values carry a true minus. Never
 * goes through floating point.
 */
export function decimalText(
  value: bigint,
  decimals: number,
  { places, rounding = 'down', trim = false, locale }: DecimalOptions,
): string {
  const size = value < 0n ? -value : value;
  const step = 10n ** BigInt(Math.max(0, decimals - places));
  const steps = rounding === 'up' ? (size + step - 1n) / step : size / step;
  const shown = steps * (decimals < places ? 10n ** BigInt(places - decimals) : 1n);
  const whole = shown / 10n ** BigInt(places);
  const part = (shown % 10n ** BigInt(places)).toString().padStart(places, '0');
  const kept = places === 0 ? '' : trim ? part.replace(/0+$/, '') : part;
  return `${value < 0n ? '−' : ''}${grouped(whole, locale)}${kept ? decimalSign(locale) + kept : ''}`;
}

/** The exact number, as it is copied and read aloud: no grouping, no zeros at the end. */
export function exactText(value: bigint, decimals: number): string {
  const size = value < 0n ? -value : value;
  const digits = size.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${part ? `.${part}` : ''}`;
}

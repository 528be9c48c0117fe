import { decimalText, exactText } from './decimal.ts';
import { decimalSign } from './separators.ts';

/** A number as it is drawn. A run of zeros is drawn as its count, a subscript between `before` and `after`. */
export type NumberText = {
  before: string;
  zeros?: number;
  after: string;
  /** The full number, for readers and for copying. */
  label: string;
};

type PriceOptions = {
  /** Sign before the number: "$". */
  sign?: string;
  /** Unit after the number: "ETH". */
  unit?: string;
  locale?: string | undefined;
};

/**
 * A price of `value · 10^-decimals`. Under 0.001: the count of zeros after the point as a subscript, then 3 to 4 digits; from 0.001 to 1: 4 digits;
 * from 1: 2 places. Rounded down.
 */
export function priceText(value: bigint, decimals: number, { sign = '', unit, locale }: PriceOptions = {}): NumberText {
  const tail = unit ? ` ${unit}` : '';
  const label = `${sign}${exactText(value, decimals)}${tail}`;
  const one = 10n ** BigInt(decimals);
  const plain = (text: string): NumberText => ({ before: `${sign}${text}${tail}`, after: '', label });
  if (value === 0n) return plain('0');
  if (value >= one) return plain(decimalText(value, decimals, { places: 2, locale }));
  const digits = value.toString();
  const zeros = decimals - digits.length;
  if (zeros < 3) {
    const text = decimalText(value, decimals, { places: zeros + 4, trim: true, locale });
    const missing = 2 - (text.length - 1 - text.indexOf(decimalSign(locale)));
    return plain(sign && missing > 0 ? text + '0'.repeat(missing) : text);
  }
  const kept = digits.slice(0, 4).replace(/(?<=^.{3})0$/, '');
  return { before: `${sign}0${decimalSign(locale)}0`, zeros, after: `${kept}${tail}`, label };
}

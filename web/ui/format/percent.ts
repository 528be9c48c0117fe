import { compactCount } from './compact.ts';
import { grouped } from './separators.ts';

/** A share of a hundred with fixed places: "1.94%". */
export function percentText(percent: number, places = 1, locale?: string): string {
  return `${new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places }).format(percent)}%`;
}

export type ChangeText = {
  direction: 'up' | 'down' | 'none';
  /** Without sign: the triangle beside it carries the direction. */
  text: string;
  /** As it is read aloud: "up 18.6 percent". */
  label: string;
};

/** A change in percent: one decimal; above 999 % how many times as much, "12x", "48.2Kx", at most ">1Mx"; no direction where it rounds to nothing. */
export function changeText(percent: number, locale?: string): ChangeText {
  const size = Math.abs(percent);
  if (size < 0.05) return { direction: 'none', text: percentText(0, 1, locale), label: 'no change' };
  const direction = percent > 0 ? 'up' : 'down';
  if (percent > 999) {
    const times = Math.floor(1 + percent / 100);
    if (times >= 1_000_000) return { direction, text: '>1Mx', label: 'up to more than a million times as much' };
    return { direction, text: `${compactCount(times, locale)}x`, label: `up to ${grouped(times, locale)} times as much` };
  }
  const text = percentText(size, 1, locale);
  return { direction, text, label: `${direction} ${text.slice(0, -1)} percent` };
}

/** How far `now` is from `before` in percent, or null when there was nothing before. */
export function changeOf(now: bigint, before: bigint | null | undefined): number | null {
  if (before === null || before === undefined || before === 0n) return null;
  return Number(((now - before) * 1_000_000n) / before) / 10_000;
}

import { formatUnits } from 'viem';
import type { LookUpToken } from './description.ts';

const ETHER = '0x0000000000000000000000000000000000000000';

/** Digits a person can compare: grouped, at most six after the point, never rounded up. */
export function readableAmount(amount: bigint, decimals: number): string {
  const [whole = '0', fraction = ''] = formatUnits(amount, decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  // Small numbers keep their first four digits, wherever these begin.
  const zeros = /^0*/.exec(fraction)?.[0].length ?? 0;
  const kept = fraction.slice(0, whole === '0' ? Math.max(6, zeros + 4) : 4).replace(/0+$/, '');
  return kept === '' ? grouped : `${grouped}.${kept}`;
}

/** An amount with its unit: ETH for the zero address, else the token's symbol, else the plain number and the address. */
export async function describeAmount(amount: bigint, token: `0x${string}`, lookUp: LookUpToken): Promise<string> {
  if (token === ETHER) return `${readableAmount(amount, 18)} ETH`;
  const info = await lookUp(token);
  return info ? `${readableAmount(amount, info.decimals)} ${info.symbol}` : `${amount} units of ${token}`;
}

export const isEther = (token: string): boolean => token === ETHER;

const DAY = { unit: 'day', size: 86_400 };
/** Each unit tells times up to two of the next one. */
const UNITS = [
  { unit: 'second', size: 1, below: 120 },
  { unit: 'minute', size: 60, below: 7_200 },
  { unit: 'hour', size: 3_600, below: 172_800 },
];

/** "30 minutes", "24 hours": the time left until a Unix second. */
export function timeLeft(until: number, now: number): string {
  const seconds = Math.max(0, until - now);
  const { unit, size } = UNITS.find(({ below }) => seconds < below) ?? DAY;
  const count = Math.round(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

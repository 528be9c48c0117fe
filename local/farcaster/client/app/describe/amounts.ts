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

/** "30 minutes", "24 hours": the time left until a Unix second. */
export function timeLeft(until: number, now: number): string {
  const seconds = Math.max(0, until - now);
  const [unit, size] =
    seconds < 120 ? ['second', 1] : seconds < 7_200 ? ['minute', 60] : seconds < 172_800 ? ['hour', 3_600] : ['day', 86_400];
  const count = Math.round(seconds / Number(size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

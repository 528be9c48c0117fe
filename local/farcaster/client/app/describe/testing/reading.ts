import type { Address } from 'viem';
import type { LookUpToken } from '../description.ts';

export const COIN: Address = '0x4444444444444444444444444444444444444444';
export const OTHER: Address = '0x000000000000000000000000000000000000dEaD';
export const OWN: Address = '0x5555555555555555555555555555555555555555';
export const NOW = 1_800_000_000;
export const lookUp: LookUpToken = async address => (address === COIN ? { symbol: 'NIGHTBUS', decimals: 18 } : null);
/** What the wallet of a test knows when it reads a request. */
export const reading = { lookUp, now: NOW, own: OWN };

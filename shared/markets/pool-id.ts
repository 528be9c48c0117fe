import { encodeAbiParameters, type Hex, keccak256, parseAbiParameters } from 'viem';
import type { PoolKey } from './coin-facts.ts';

const KEY = parseAbiParameters('address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks');

/** The id that Uniswap v4 knows a pool by: the hash of its key. */
export function poolIdOf({ currency0, currency1, fee, tickSpacing, hooks }: PoolKey): Hex {
  return keccak256(encodeAbiParameters(KEY, [currency0, currency1, fee, tickSpacing, hooks]));
}

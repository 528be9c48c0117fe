/** Uniswap v4's PoolKey, for viem's ABI parsers. */
export const POOL_KEY = 'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }';

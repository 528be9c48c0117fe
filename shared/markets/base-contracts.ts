import type { Address } from 'viem';

/** Contracts that others deployed on Base, at the addresses they have there. */
export const POOL_MANAGER: Address = '0x498581ff718922c3f8e6a244956af099b2652b2b';
export const UNIVERSAL_ROUTER: Address = '0x6ff5693b99212da76ad316178a184ab56d299b43';
export const PERMIT2: Address = '0x000000000022d473030f116ddee9f6b43ac78ba3';
export const WETH: Address = '0x4200000000000000000000000000000000000006';
/** Uniswap v4's lenses: what a swap would give now, and what a pool is at now. */
export const V4_QUOTER: Address = '0x0d5e0f971ed27fbff6c2837bf31316121532048d';
export const STATE_VIEW: Address = '0xa3c0c9b65bad0b08107aa264b0f3db444b867a71';
export const MULTICALL3: Address = '0xca11bde05977b3631167028862be2a173976ca11';
/** How Uniswap v4 and our tables write ETH. */
export const ETH: Address = '0x0000000000000000000000000000000000000000';

import { type Address, decodeAbiParameters, type Hex, parseAbiParameters } from 'viem';

/** An exact-input swap, as the router will do it. */
export type Swap = { tokenIn: Address; tokenOut: Address; amountIn: bigint; minimumOut: bigint };

const SWAP_EXACT_IN_SINGLE = 0x06;
const SWAP_EXACT_IN = 0x07;
const TAKE = 0x0e;
const POOL_KEY = '(address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks)';
const single = parseAbiParameters(
  `(${POOL_KEY} poolKey, bool zeroForOne, uint128 amountIn, uint128 amountOutMinimum, bytes hookData) swap`,
);
const HOP = '(address intermediateCurrency, uint24 fee, int24 tickSpacing, address hooks, bytes hookData)';
const path = parseAbiParameters(`(address currencyIn, ${HOP}[] path, uint128 amountIn, uint128 amountOutMinimum) swap`);
const take = parseAbiParameters('address currency, address recipient, uint256 amount');
const actionsAndParams = parseAbiParameters('bytes, bytes[]');

const bytesOf = (hex: Hex): number[] => (hex.slice(2).match(/../g) ?? []).map(byte => Number.parseInt(byte, 16));

function swapOf(action: number, data: Hex): Swap | null {
  if (action === SWAP_EXACT_IN_SINGLE) {
    const [{ poolKey, zeroForOne, amountIn, amountOutMinimum }] = decodeAbiParameters(single, data);
    const [tokenIn, tokenOut] = zeroForOne ? [poolKey.currency0, poolKey.currency1] : [poolKey.currency1, poolKey.currency0];
    return { tokenIn, tokenOut, amountIn, minimumOut: amountOutMinimum };
  }
  if (action === SWAP_EXACT_IN) {
    const [{ currencyIn, path: hops, amountIn, amountOutMinimum }] = decodeAbiParameters(path, data);
    return {
      tokenIn: currencyIn,
      tokenOut: hops.at(-1)?.intermediateCurrency ?? currencyIn,
      amountIn,
      minimumOut: amountOutMinimum,
    };
  }
  return null;
}

/** The router's word for whoever sent the transaction. */
const SENDER = '0x0000000000000000000000000000000000000001';

/**
 * What one V4_SWAP input of the Universal Router does: its swaps, and who else than the sender takes what comes out.
 * Throws for bytes that are no such input.
 */
export function decodeV4Swap(input: Hex): { swaps: Swap[]; takers: Address[] } {
  const [actions, params] = decodeAbiParameters(actionsAndParams, input);
  const steps = bytesOf(actions).map((action, i) => ({ action, data: params[i] ?? '0x' }));
  const takers = steps.flatMap(({ action, data }) => (action === TAKE ? [decodeAbiParameters(take, data)[1]] : []));
  return {
    swaps: steps.flatMap(({ action, data }) => swapOf(action, data) ?? []),
    takers: takers.filter(taker => taker !== SENDER),
  };
}

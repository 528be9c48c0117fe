import { type Address, decodeAbiParameters, type Hex, slice } from 'viem';
import { lowerAddress } from '../kernel/hex.ts';
import { ETH } from './base-contracts.ts';
import { CURRENCY_AMOUNT, EXACT_IN, EXACT_IN_BY_HOP, EXACT_IN_SINGLE, SETTLE, TAKE } from './router-abi.ts';
import { type RouterStep, recipientOf } from './router-step.ts';

/** No call is that long, in bytes. */
const LEAST_OVER_HOPS = 2n ** 32n;

/**
 * What one action of Uniswap v4 does.
 * @throws Error for one that has no place in a plain trade
 */
export function actionStep(action: number, parameter: Hex): RouterStep {
  switch (action) {
    case 0x06: {
      const [swap] = decodeAbiParameters(EXACT_IN_SINGLE, parameter);
      const [tokenIn, tokenOut] = swap.zeroForOne
        ? [swap.poolKey.currency0, swap.poolKey.currency1]
        : [swap.poolKey.currency1, swap.poolKey.currency0];
      return swapStep(tokenIn, tokenOut, swap.amountIn, swap.amountOutMinimum, [swap.hookData]);
    }
    case 0x07: {
      if (wordAt(parameter, 0) !== 32n) throw new Error('a swap in an unusual place');
      if (wordAt(parameter, 2) !== 4n * 32n) {
        const [swap] = decodeAbiParameters(EXACT_IN_BY_HOP, parameter);
        return swapStep(swap.currencyIn, lastOf(swap.path), swap.amountIn, 0n, hookDataOf(swap.path));
      }
      const [swap] = decodeAbiParameters(EXACT_IN, parameter);
      // Version 2.1 takes this amount for a place in the call, and reverts on one that is beyond its end.
      if (swap.amountIn < LEAST_OVER_HOPS) throw new Error('an amount that could be a place');
      return swapStep(swap.currencyIn, lastOf(swap.path), swap.amountIn, swap.amountOutMinimum, hookDataOf(swap.path));
    }
    case 0x0b: {
      const [token, most, byCaller] = decodeAbiParameters(SETTLE, parameter);
      return { kind: 'pay', token: lowerAddress(token), most, byCaller: byCaller && token !== ETH };
    }
    case 0x0c: {
      const [token, most] = decodeAbiParameters(CURRENCY_AMOUNT, parameter);
      // ETH is paid from what came with the call, whoever is named.
      return { kind: 'pay', token: lowerAddress(token), most, byCaller: token !== ETH };
    }
    case 0x0e: {
      const [token, recipient] = decodeAbiParameters(TAKE, parameter);
      // The amount of a take is what is taken, not a floor: the swap before it holds the minimum.
      return { kind: 'take', token: lowerAddress(token), recipient: recipientOf(recipient), least: 0n };
    }
    case 0x0f: {
      const [token, least] = decodeAbiParameters(CURRENCY_AMOUNT, parameter);
      return { kind: 'take', token: lowerAddress(token), recipient: 'caller', least };
    }
    default:
      throw new Error(`action 0x${action.toString(16)} has no place in a trade`);
  }
}

const hookDataOf = (path: readonly { hookData: Hex }[]) => path.map(hop => hop.hookData);

function wordAt(parameter: Hex, index: number): bigint {
  return BigInt(slice(parameter, index * 32, (index + 1) * 32));
}

function lastOf(path: readonly { intermediateCurrency: Address }[]): Address {
  const last = path.at(-1);
  if (!last) throw new Error('a swap without a path');
  return last.intermediateCurrency;
}

/** A swap whose output the pool still owes. */
export function swapStep(
  tokenIn: Address,
  tokenOut: Address,
  amountIn: bigint,
  minimumOut: bigint,
  hookData: readonly Hex[] = [],
) {
  return {
    kind: 'swap' as const,
    tokenIn: lowerAddress(tokenIn),
    tokenOut: lowerAddress(tokenOut),
    amountIn,
    minimumOut,
    recipient: null,
    byCaller: false,
    hookData,
  };
}

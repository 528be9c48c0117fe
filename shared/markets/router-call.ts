import {
  type Address,
  decodeAbiParameters,
  decodeFunctionData,
  encodeFunctionData,
  type Hex,
  parseAbi,
  parseAbiParameters,
  size,
  slice,
} from 'viem';
import { ETH, UNIVERSAL_ROUTER } from './base-contracts.ts';

const EXECUTE_UNTIL = 'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable';
const EXECUTE = parseAbi([EXECUTE_UNTIL, 'function execute(bytes commands, bytes[] inputs) payable']);
const V4_PLAN = parseAbiParameters('bytes actions, bytes[] parameters');
const POOL_KEY = 'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }';
const EXACT_IN_SINGLE = parseAbiParameters([
  'Swap swap',
  'struct Swap { PoolKey poolKey; bool zeroForOne; uint128 amountIn; uint128 amountOutMinimum; bytes hookData; }',
  POOL_KEY,
]);
const PATH_KEY =
  'struct PathKey { address intermediateCurrency; uint256 fee; int24 tickSpacing; address hooks; bytes hookData; }';
/**
 * Version 2.0 of the router, which stands on Base, and 2.1, which may hold a floor for each hop too. A call does not say for which it was made, and either router reads both: 2.0 takes the place of
 * the hops' floors for the amount, and the amount for the floor. So what is in the longer layout is not believed about its floor.
 */
const EXACT_IN = parseAbiParameters([
  'Swap swap',
  'struct Swap { address currencyIn; PathKey[] path; uint128 amountIn; uint128 amountOutMinimum; }',
  PATH_KEY,
]);
const EXACT_IN_BY_HOP = parseAbiParameters([
  'Swap swap',
  'struct Swap { address currencyIn; PathKey[] path; uint256[] maxHopSlippage; uint128 amountIn; uint128 amountOutMinimum; }',
  PATH_KEY,
]);
const V3_EXACT_IN = parseAbiParameters(
  'address recipient, uint256 amountIn, uint256 amountOutMinimum, bytes path, bool payerIsUser',
);
const PERMIT_SINGLE = parseAbiParameters([
  'Permit permit, bytes signature',
  'struct Permit { Details details; address spender; uint256 sigDeadline; }',
  'struct Details { address token; uint160 amount; uint48 expiration; uint48 nonce; }',
]);
const CURRENCY_AMOUNT = parseAbiParameters('address currency, uint256 amount');
const MOVE = parseAbiParameters('address token, address recipient, uint160 amount');
const SETTLE = parseAbiParameters('address currency, uint256 amount, bool payerIsUser');
const TAKE = parseAbiParameters('address currency, address recipient, uint256 amount');
const RECIPIENT_AMOUNT = parseAbiParameters('address recipient, uint256 amount');

/** One step of what the Universal Router is asked to do, in the terms that a check needs. */
export type RouterStep =
  | { kind: 'permit'; token: Address; amount: bigint; spender: Address }
  /** Out of the caller's wallet, by Permit2. */
  | { kind: 'move'; token: Address; recipient: Address | 'caller' | 'router'; amount: bigint }
  /** `recipient` is who has what comes out; null while the pool manager still owes it, as in Uniswap v4. */
  | {
      kind: 'swap';
      tokenIn: Address;
      tokenOut: Address;
      amountIn: bigint;
      minimumOut: bigint;
      recipient: Address | 'caller' | 'router' | null;
      /** Whether the router takes what goes in from the caller's wallet, by Permit2, rather than from what it holds. In Uniswap v4 a `pay` does. */
      byCaller: boolean;
      /** What the hooks of its pools are told, one for each hop; '0x' is nothing. */
      hookData: readonly Hex[];
    }
  | { kind: 'pay'; token: Address; most: bigint; byCaller: boolean }
  /** Out of the pool: a part of what is owed, or all. */
  | { kind: 'take'; token: Address; recipient: Address | 'caller' | 'router'; least: bigint }
  /** All that the router holds of a token; `unwrap` is the same for WETH, given as ETH. */
  | { kind: 'sweep'; token: Address; recipient: Address | 'caller' | 'router'; least: bigint }
  | { kind: 'wrap'; recipient: Address | 'caller' | 'router'; amount: bigint }
  | { kind: 'unwrap'; recipient: Address | 'caller' | 'router'; amount: bigint };

export type RouterCall = { deadline: bigint | null; steps: RouterStep[] };

const CALLER = '0x0000000000000000000000000000000000000001';
const ROUTER = '0x0000000000000000000000000000000000000002';
/** In the router's inputs: all that it holds of a token. */
const WHOLE_BALANCE = 2n ** 255n;
/** No call is that long, in bytes. */
const LEAST_OVER_HOPS = 2n ** 32n;

const lower = (address: Address) => address.toLowerCase() as Address;
const ROUTERS: readonly Address[] = [ROUTER, UNIVERSAL_ROUTER];
const recipientOf = (address: Address) =>
  lower(address) === CALLER ? 'caller' : ROUTERS.includes(lower(address)) ? 'router' : lower(address);

/**
 * What the calldata of `execute` does, step by step.
 * @throws Error for anything but the few commands that a plain trade on Uniswap v4 needs; a command that may fail silently is one of these.
 */
export function decodeRouterCall(data: Hex): RouterCall {
  const [commands, inputs, deadline] = decodeFunctionData({ abi: EXECUTE, data }).args;
  if (size(commands) !== inputs.length) throw new Error('commands and inputs differ in number');
  const steps = inputs.flatMap((input, i) => commandSteps(byteAt(commands, i), input));
  return { deadline: deadline ?? null, steps };
}

/**
 * The same steps in a call of our own making, which the router takes until `end` (unix seconds), or until the call's own end where that is sooner. What came after the steps is left out.
 * @throws Error for what is no `execute`
 */
export function endRouterCall(data: Hex, end: bigint): Hex {
  const [commands, inputs, own] = decodeFunctionData({ abi: EXECUTE, data }).args;
  const deadline = own === undefined || own > end ? end : own;
  return encodeFunctionData({ abi: parseAbi([EXECUTE_UNTIL]), args: [commands, inputs, deadline] });
}

function commandSteps(command: number, input: Hex): RouterStep[] {
  switch (command) {
    case 0x00: {
      const [recipient, amountIn, minimum, path, byCaller] = decodeAbiParameters(V3_EXACT_IN, input);
      const { first, last } = endsOf(path);
      return [{ ...swapStep(first, last, amountIn, minimum), recipient: recipientOf(recipient), byCaller }];
    }
    case 0x02: {
      const [token, recipient, amount] = decodeAbiParameters(MOVE, input);
      return [{ kind: 'move', token: lower(token), recipient: recipientOf(recipient), amount }];
    }
    case 0x04: {
      const [token, recipient, least] = decodeAbiParameters(TAKE, input);
      return [{ kind: 'sweep', token: lower(token), recipient: recipientOf(recipient), least }];
    }
    case 0x0a: {
      const [{ details, spender }] = decodeAbiParameters(PERMIT_SINGLE, input);
      return [{ kind: 'permit', token: lower(details.token), amount: details.amount, spender: lower(spender) }];
    }
    case 0x0b:
    case 0x0c: {
      const [recipient, amount] = decodeAbiParameters(RECIPIENT_AMOUNT, input);
      return [{ kind: command === 0x0b ? 'wrap' : 'unwrap', recipient: recipientOf(recipient), amount }];
    }
    case 0x10: {
      const [actions, parameters] = decodeAbiParameters(V4_PLAN, input);
      if (size(actions) !== parameters.length) throw new Error('actions and parameters differ in number');
      return parameters.map((parameter, i) => actionStep(byteAt(actions, i), parameter));
    }
    default:
      throw new Error(`command 0x${command.toString(16)} has no place in a trade`);
  }
}

function actionStep(action: number, parameter: Hex): RouterStep {
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
      return { kind: 'pay', token: lower(token), most, byCaller: byCaller && token !== ETH };
    }
    case 0x0c: {
      const [token, most] = decodeAbiParameters(CURRENCY_AMOUNT, parameter);
      // ETH is paid from what came with the call, whoever is named.
      return { kind: 'pay', token: lower(token), most, byCaller: token !== ETH };
    }
    case 0x0e: {
      const [token, recipient] = decodeAbiParameters(TAKE, parameter);
      // The amount of a take is what is taken, not a floor: the swap before it holds the minimum.
      return { kind: 'take', token: lower(token), recipient: recipientOf(recipient), least: 0n };
    }
    case 0x0f: {
      const [token, least] = decodeAbiParameters(CURRENCY_AMOUNT, parameter);
      return { kind: 'take', token: lower(token), recipient: 'caller', least };
    }
    default:
      throw new Error(`action 0x${action.toString(16)} has no place in a trade`);
  }
}

function swapStep(tokenIn: Address, tokenOut: Address, amountIn: bigint, minimumOut: bigint, hookData: readonly Hex[] = []) {
  return {
    kind: 'swap' as const,
    tokenIn: lower(tokenIn),
    tokenOut: lower(tokenOut),
    amountIn,
    minimumOut,
    recipient: null,
    byCaller: false,
    hookData,
  };
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

/** The two tokens at the ends of a Uniswap v3 path: token, fee (3 bytes), token, and so on. */
function endsOf(path: Hex): { first: Address; last: Address } {
  const bytes = size(path);
  if (bytes < 43 || (bytes - 20) % 23 !== 0) throw new Error('a path that is none');
  return { first: slice(path, 0, 20), last: slice(path, bytes - 20) };
}

/** Whether an amount in a step means "what is there" instead of a number. */
export function isWholeBalance(amount: bigint): boolean {
  return amount === 0n || amount === WHOLE_BALANCE;
}

function byteAt(bytes: Hex, index: number): number {
  return Number(slice(bytes, index, index + 1));
}

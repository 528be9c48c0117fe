import { type Address, concatHex, encodeAbiParameters, encodeFunctionData, type Hex, parseAbi, parseAbiParameters } from 'viem';
import { ADDRESSES } from '../addresses.ts';
import type { SignedPermit } from './request.ts';

export type PoolKey = { currency0: Address; currency1: Address; fee: number; tickSpacing: number; hooks: Address };

/** One swap with an exact amount in. `hookData` names who referred the trade, or is empty. */
export type Swap = {
  key: PoolKey;
  tokenIn: Address;
  tokenOut: Address;
  amountIn: bigint;
  amountOutMinimum: bigint;
  sender: Address;
  recipient: Address;
  hookData: Hex;
};

export type RouterPlan = { commands: Hex[]; inputs: Hex[] };

/** Commands of the Universal Router and actions of its Uniswap v4 part. */
const PERMIT2_PERMIT = '0x0a';
const PERMIT2_TRANSFER_FROM = '0x02';
const V4_SWAP = '0x10';
const SWAP_EXACT_IN_SINGLE = '0x06';
const SETTLE = '0x0b';
const SETTLE_ALL = '0x0c';
const TAKE = '0x0e';
const TAKE_ALL = '0x0f';
/** As an amount to take: everything that the swap gave. */
const OPEN_DELTA = 0n;

const EXECUTE = parseAbi([
  'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable',
  'function execute(bytes commands, bytes[] inputs) payable',
]);
const SWAP = parseAbiParameters([
  'Swap swap',
  'struct Swap { PoolKey poolKey; bool zeroForOne; uint128 amountIn; uint128 amountOutMinimum; bytes hookData; }',
  'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }',
]);
const PLAN = parseAbiParameters('bytes actions, bytes[] parameters');
const CURRENCY_AMOUNT = parseAbiParameters('address currency, uint256 amount');
const CURRENCY_AMOUNT_BY_CALLER = parseAbiParameters('address currency, uint256 amount, bool payerIsUser');
const CURRENCY_TO_AMOUNT = parseAbiParameters('address currency, address recipient, uint256 amount');
const PERMIT = parseAbiParameters([
  'Permit permit, bytes signature',
  'struct Permit { Details details; address spender; uint256 sigDeadline; }',
  'struct Details { address token; uint160 amount; uint48 expiration; uint48 nonce; }',
]);

export const isZeroForOne = ({ key, tokenIn }: Pick<Swap, 'key' | 'tokenIn'>) => key.currency0 === tokenIn;

/** What the router is to do: swap, paid by the caller, and hand over what came out. */
export function planSwap(swap: Swap): RouterPlan {
  return { commands: [V4_SWAP], inputs: [encodeSwap(swap, 'caller')] };
}

/** What the router is to do in a sale: take the signed permit, have the coins moved to itself, swap them, and hand over what came out. */
export function planSale(swap: Swap, permits: SignedPermit[]): RouterPlan {
  const moved = encodeAbiParameters(CURRENCY_TO_AMOUNT, [swap.tokenIn, ADDRESSES.universalRouter, swap.amountIn]);
  return {
    commands: [...permits.map((): Hex => PERMIT2_PERMIT), PERMIT2_TRANSFER_FROM, V4_SWAP],
    inputs: [...permits.map(encodePermit), moved, encodeSwap(swap, 'router')],
  };
}

/** `deadline` is in unix seconds; without one the call is good for ever. */
export function encodeExecute({ commands, inputs }: RouterPlan, deadline?: bigint): Hex {
  const steps = [concatHex(commands), inputs] as const;
  const args = deadline === undefined ? steps : ([...steps, deadline] as const);
  return encodeFunctionData({ abi: EXECUTE, functionName: 'execute', args });
}

/** The router itself is whom Permit2 lets spend. */
export const PERMIT_SPENDER = ADDRESSES.universalRouter;

function encodeSwap(swap: Swap, payer: 'caller' | 'router'): Hex {
  const { key, tokenIn, tokenOut, amountIn, amountOutMinimum, sender, recipient, hookData } = swap;
  const zeroForOne = isZeroForOne(swap);
  const toSender = recipient === sender;
  const byCaller = payer === 'caller';
  const actions = concatHex([SWAP_EXACT_IN_SINGLE, byCaller ? SETTLE_ALL : SETTLE, toSender ? TAKE_ALL : TAKE]);
  const pay = byCaller
    ? encodeAbiParameters(CURRENCY_AMOUNT, [tokenIn, amountIn])
    : encodeAbiParameters(CURRENCY_AMOUNT_BY_CALLER, [tokenIn, amountIn, false]);
  const take = toSender
    ? encodeAbiParameters(CURRENCY_AMOUNT, [tokenOut, amountOutMinimum])
    : encodeAbiParameters(CURRENCY_TO_AMOUNT, [tokenOut, recipient, OPEN_DELTA]);
  return encodeAbiParameters(PLAN, [
    actions,
    [encodeAbiParameters(SWAP, [{ poolKey: key, zeroForOne, amountIn, amountOutMinimum, hookData }]), pay, take],
  ]);
}

function encodePermit({ permit, signature }: SignedPermit): Hex {
  return encodeAbiParameters(PERMIT, [permit, signature]);
}

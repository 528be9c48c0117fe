import type { Address, Hex } from 'viem';
import { lowerAddress } from '../kernel/hex.ts';
import { ETH, UNIVERSAL_ROUTER } from './base-contracts.ts';
import { decodeRouterCall, endRouterCall, type RouterCall } from './router-call.ts';
import { Differs, type ExpectedTrade, type TradeDifference } from './trade-difference.ts';
import { startWalk, takeStep } from './trade-walk.ts';

/** What a wallet is asked to send; `value` in wei. */
export type TradeCall = { target: Address; data: Hex; value: bigint };

type Refused = { ok: false; difference: TradeDifference };
export type TradeCheck = { ok: true; minimumOut: bigint } | Refused;
export type EndedCall = { ok: true; call: TradeCall } | Refused;

/**
 * Checks calldata that a server made against what the screen said, before a wallet is asked to sign it. What cannot be decoded is refused. The call must
 * - go to the Universal Router and do nothing else than trade;
 * - take exactly the amount in;
 * - touch only the two tokens and what lies between them on the way;
 * - bring everything to the trader, at least `minimumOut` of it;
 * - say not a word to the pools' hooks.
 */
export function decodeTradeCall(call: TradeCall, expected: ExpectedTrade): TradeCheck {
  try {
    return check(call, expected);
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): Refused {
  if (error instanceof Differs) return { ok: false, difference: error.difference };
  throw error;
}

/** How long a trade may wait for its block, in seconds, from when the wallet is asked: what the screen says of a permission to sell. */
export const TRADE_SECONDS = 600;

/**
 * A checked call as the wallet is asked to send it: of our own making, and over when `TRADE_SECONDS` have passed since `now`, the
 * chain's clock in unix seconds. The quotes that we know of come without an end: such a call could be held back and landed on any
 * later day, at a floor of today.
 */
export function endTradeCall(call: TradeCall, now: bigint): EndedCall {
  try {
    const { deadline } = decode(call.data);
    if (deadline !== null && deadline <= now) throw new Differs('deadline', `after ${now}`, deadline);
    return { ok: true, call: { ...call, data: endRouterCall(call.data, now + BigInt(TRADE_SECONDS)) } };
  } catch (error) {
    return refused(error);
  }
}

function check(call: TradeCall, expected: ExpectedTrade): TradeCheck {
  const [trader, tokenIn, tokenOut] = [expected.trader, expected.tokenIn, expected.tokenOut].map(lowerAddress) as [
    Address,
    Address,
    Address,
  ];
  if (lowerAddress(call.target) !== UNIVERSAL_ROUTER) throw new Differs('target', UNIVERSAL_ROUTER, call.target);
  const value = tokenIn === ETH ? expected.amountIn : 0n;
  if (call.value !== value) throw new Differs('value', value, call.value);

  const { steps } = decode(call.data);
  const walk = startWalk({ ...expected, trader, tokenIn, tokenOut });
  for (const step of steps) takeStep(walk, step);
  if (walk.swapped !== expected.amountIn) throw new Differs('amount in', expected.amountIn, walk.swapped);
  // What a hop gave and no later hop took would stay behind.
  for (const token of walk.midway) throw new Differs('token out', tokenOut, token);
  if (!walk.delivered || walk.held.size > 0)
    throw new Differs('recipient', trader, walk.held.size > 0 ? 'the router keeps it' : 'nobody');
  if (walk.floor < expected.minimumOut) throw new Differs('minimum out', expected.minimumOut, walk.floor);
  return { ok: true, minimumOut: walk.floor };
}

function decode(data: Hex): RouterCall {
  try {
    return decodeRouterCall(data);
  } catch (error) {
    throw new Differs('calldata', 'a swap on Uniswap v4', error instanceof Error ? error.message.split('\n')[0] : error);
  }
}

/** Typed data that Permit2 asks for before a sale, as Zora's API gives it. */
export type TradePermit = { details: { token: Address; amount: bigint }; spender: Address };

/** Whether a permit lets the router, and nobody else, have this coin, and enough of it for the trade. */
export function checkPermit(permit: TradePermit, expected: ExpectedTrade): TradeCheck {
  const differs = (field: TradeDifference['field'], want: unknown, found: unknown): TradeCheck => ({
    ok: false,
    difference: { field, expected: String(want), found: String(found) },
  });
  if (lowerAddress(permit.details.token) !== lowerAddress(expected.tokenIn))
    return differs('permit', expected.tokenIn, permit.details.token);
  if (lowerAddress(permit.spender) !== UNIVERSAL_ROUTER) return differs('permit', UNIVERSAL_ROUTER, permit.spender);
  if (permit.details.amount < expected.amountIn) return differs('permit', expected.amountIn, permit.details.amount);
  return { ok: true, minimumOut: expected.minimumOut };
}

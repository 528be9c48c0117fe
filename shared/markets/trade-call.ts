import type { Address, Hex } from 'viem';
import { ETH, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import { decodeRouterCall, isWholeBalance, type RouterCall } from './router-call.ts';

/** What the screen said: who trades, what goes in, what must come out at least. ETH is the zero address. */
export type ExpectedTrade = { trader: Address; tokenIn: Address; tokenOut: Address; amountIn: bigint; minimumOut: bigint };

export type TradeCall = { target: Address; data: Hex; value: bigint };

/** The first thing in which the call differs from the screen; `expected` and `found` are words for people and logs. */
export type TradeDifference = {
  field: 'target' | 'value' | 'calldata' | 'permit' | 'token in' | 'token out' | 'amount in' | 'minimum out' | 'recipient';
  expected: string;
  found: string;
};

export type TradeCheck = { ok: true; minimumOut: bigint; deadline: bigint | null } | { ok: false; difference: TradeDifference };

class Differs extends Error {
  readonly difference: TradeDifference;
  constructor(field: TradeDifference['field'], expected: unknown, found: unknown) {
    super(field);
    this.difference = { field, expected: String(expected), found: String(found) };
  }
}

/**
 * Checks calldata that a server made against what the screen said, before a wallet is asked to sign it: the Universal Router and nothing else, the exact amount
 * in and no more, only the two tokens, everything to the trader, and a floor on what arrives of at least `minimumOut`. What cannot be decoded is refused.
 */
export function decodeTradeCall(call: TradeCall, expected: ExpectedTrade): TradeCheck {
  try {
    return check(call, expected);
  } catch (error) {
    if (error instanceof Differs) return { ok: false, difference: error.difference };
    throw error;
  }
}

function check(call: TradeCall, expected: ExpectedTrade): TradeCheck {
  const [trader, tokenIn, tokenOut] = [expected.trader, expected.tokenIn, expected.tokenOut].map(lower) as [
    Address,
    Address,
    Address,
  ];
  if (lower(call.target) !== UNIVERSAL_ROUTER) throw new Differs('target', UNIVERSAL_ROUTER, call.target);
  const value = tokenIn === ETH ? expected.amountIn : 0n;
  if (call.value !== value) throw new Differs('value', value, call.value);

  const { steps, deadline } = decode(call.data);
  const mine = (recipient: string) => recipient === 'caller' || recipient === trader;
  // ETH may pass the router as WETH on its way, in or out.
  const paid = new Set(tokenIn === ETH ? [ETH, WETH] : [tokenIn]);
  const got = new Set(tokenOut === ETH ? [ETH, WETH] : [tokenOut]);
  let swapped = 0n;
  let floor = 0n;
  let delivered = false;
  let held: string | null = null;

  for (const step of steps) {
    if (step.kind === 'permit') {
      if (step.token !== tokenIn) throw new Differs('permit', tokenIn, step.token);
      if (step.spender !== UNIVERSAL_ROUTER) throw new Differs('permit', UNIVERSAL_ROUTER, step.spender);
    } else if (step.kind === 'wrap') {
      if (tokenIn !== ETH || step.recipient !== 'router') throw new Differs('recipient', 'router', step.recipient);
    } else if (step.kind === 'pay') {
      if (!paid.has(step.token)) throw new Differs('token in', tokenIn, step.token);
      if (step.most > expected.amountIn && !isWholeBalance(step.most))
        throw new Differs('amount in', expected.amountIn, step.most);
    } else if (step.kind === 'swap') {
      if (!paid.has(step.tokenIn)) throw new Differs('token in', tokenIn, step.tokenIn);
      if (!got.has(step.tokenOut)) throw new Differs('token out', tokenOut, step.tokenOut);
      swapped += step.amountIn;
      floor += step.minimumOut;
    } else {
      // take or unwrap: something leaves the pool or the router.
      const token = step.kind === 'unwrap' ? ETH : step.token;
      const least = step.kind === 'unwrap' ? step.amount : step.least;
      const isOut = got.has(token);
      if (!isOut && !paid.has(token)) throw new Differs('token out', tokenOut, token);
      if (step.recipient !== 'router' && !mine(step.recipient)) throw new Differs('recipient', trader, step.recipient);
      if (!isOut) continue;
      if (step.recipient === 'router') held = token;
      else {
        held = null;
        if (token !== tokenOut) throw new Differs('token out', tokenOut, token);
        delivered = true;
        if (least > floor && least !== 2n ** 255n) floor = least;
      }
    }
  }

  if (swapped !== expected.amountIn) throw new Differs('amount in', expected.amountIn, swapped);
  if (!delivered || held) throw new Differs('recipient', trader, held ? 'the router keeps it' : 'nobody');
  if (floor < expected.minimumOut) throw new Differs('minimum out', expected.minimumOut, floor);
  return { ok: true, minimumOut: floor, deadline };
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
  if (lower(permit.details.token) !== lower(expected.tokenIn)) return differs('permit', expected.tokenIn, permit.details.token);
  if (lower(permit.spender) !== UNIVERSAL_ROUTER) return differs('permit', UNIVERSAL_ROUTER, permit.spender);
  if (permit.details.amount < expected.amountIn) return differs('permit', expected.amountIn, permit.details.amount);
  return { ok: true, minimumOut: expected.minimumOut, deadline: null };
}

function lower(address: Address): Address {
  return address.toLowerCase() as Address;
}

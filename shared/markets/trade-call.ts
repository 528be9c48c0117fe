import type { Address, Hex } from 'viem';
import { ETH, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import { decodeRouterCall, isWholeBalance, type RouterCall, type RouterStep } from './router-call.ts';

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
 * in and no more, only the two tokens and what lies between them on the way, everything to the trader, and a floor on what arrives of at least `minimumOut`. What cannot be decoded is refused.
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
  const walk = startWalk({ ...expected, trader, tokenIn, tokenOut });
  for (const step of steps) takeStep(walk, step);
  if (walk.swapped !== expected.amountIn) throw new Differs('amount in', expected.amountIn, walk.swapped);
  // What a hop gave and no later hop took would stay behind.
  for (const token of walk.midway) throw new Differs('token out', tokenOut, token);
  if (!walk.delivered || walk.held.size > 0)
    throw new Differs('recipient', trader, walk.held.size > 0 ? 'the router keeps it' : 'nobody');
  if (walk.floor < expected.minimumOut) throw new Differs('minimum out', expected.minimumOut, walk.floor);
  return { ok: true, minimumOut: walk.floor, deadline };
}

/** Where the money is while the steps go by. `midway` are tokens between two hops: a coin may be paired with another one, and this with ETH. */
type Walk = {
  expected: ExpectedTrade;
  /** ETH may pass the router as WETH on its way, in or out. */
  paid: ReadonlySet<Address>;
  got: ReadonlySet<Address>;
  midway: Set<Address>;
  passed: Set<Address>;
  swapped: bigint;
  floor: bigint;
  delivered: boolean;
  /** What the router holds of what was bought. Anybody may take what it still has after the call. */
  held: Set<Address>;
};

function startWalk(expected: ExpectedTrade): Walk {
  const sides = (token: Address) => new Set(token === ETH ? [ETH, WETH] : [token]);
  const [paid, got] = [sides(expected.tokenIn), sides(expected.tokenOut)];
  const none = () => new Set<Address>();
  return { expected, paid, got, midway: none(), passed: none(), swapped: 0n, floor: 0n, delivered: false, held: none() };
}

function takeStep(walk: Walk, step: RouterStep): void {
  const { tokenIn, amountIn } = walk.expected;
  switch (step.kind) {
    case 'permit':
      if (step.token !== tokenIn) throw new Differs('permit', tokenIn, step.token);
      if (step.spender !== UNIVERSAL_ROUTER) throw new Differs('permit', UNIVERSAL_ROUTER, step.spender);
      if (step.amount !== amountIn) throw new Differs('permit', amountIn, step.amount);
      return;
    case 'wrap':
      if (tokenIn !== ETH || step.recipient !== 'router') throw new Differs('recipient', 'router', step.recipient);
      return;
    case 'pay':
      if (!walk.paid.has(step.token) && !walk.passed.has(step.token)) throw new Differs('token in', tokenIn, step.token);
      if (walk.paid.has(step.token) && step.most > amountIn && !isWholeBalance(step.most))
        throw new Differs('amount in', amountIn, step.most);
      if (step.byCaller) fromWallet(walk, step.token);
      return;
    case 'swap':
      takeSwap(walk, step);
      return;
    case 'sweep':
      walk.held.delete(step.token);
      leave(walk, step.token, step.least, step.recipient);
      return;
    case 'unwrap':
      walk.held.delete(WETH);
      leave(walk, ETH, step.amount, step.recipient);
      return;
    default:
      leave(walk, step.token, step.least, step.recipient);
  }
}

/** Only what is sold comes out of the wallet: no token between two hops, and no WETH besides the ETH that goes along. */
function fromWallet({ expected }: Walk, token: Address): void {
  if (token !== expected.tokenIn) throw new Differs('token in', expected.tokenIn, token);
}

function takeSwap(
  walk: Walk,
  { tokenIn, tokenOut, amountIn, minimumOut, recipient, byCaller }: Extract<RouterStep, { kind: 'swap' }>,
): void {
  if (byCaller) fromWallet(walk, tokenIn);
  if (walk.paid.has(tokenIn)) {
    // "All that is there" may be more than was said.
    if (isWholeBalance(amountIn)) throw new Differs('amount in', walk.expected.amountIn, 'all that is there');
    walk.swapped += amountIn;
  } else {
    if (!walk.midway.delete(tokenIn)) throw new Differs('token in', walk.expected.tokenIn, tokenIn);
    if (!isWholeBalance(amountIn)) throw new Differs('amount in', 'all that the hop before gave', amountIn);
  }
  if (walk.paid.has(tokenOut)) throw new Differs('token out', walk.expected.tokenOut, tokenOut);
  if (walk.got.has(tokenOut)) {
    walk.floor += minimumOut;
    if (recipient !== null) leave(walk, tokenOut, 0n, recipient);
    return;
  }
  walk.midway.add(tokenOut);
  walk.passed.add(tokenOut);
  if (recipient !== null && recipient !== 'router') throw new Differs('recipient', 'router', recipient);
}

function leave(walk: Walk, token: Address, least: bigint, recipient: Address | 'caller' | 'router'): void {
  const { trader, tokenOut } = walk.expected;
  const isOut = walk.got.has(token);
  const between = walk.passed.has(token);
  if (!isOut && !between && !walk.paid.has(token)) throw new Differs('token out', tokenOut, token);
  if (recipient !== 'router' && recipient !== 'caller' && recipient !== trader) throw new Differs('recipient', trader, recipient);
  if (between && recipient !== 'router') throw new Differs('token out', tokenOut, token);
  // What was paid too much goes back to the trader.
  if (!isOut && !between && recipient === 'router') throw new Differs('recipient', trader, recipient);
  if (!isOut) return;
  if (recipient === 'router') {
    walk.held.add(token);
    return;
  }
  if (token !== tokenOut) throw new Differs('token out', tokenOut, token);
  walk.delivered = true;
  if (least > walk.floor && least !== 2n ** 255n) walk.floor = least;
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

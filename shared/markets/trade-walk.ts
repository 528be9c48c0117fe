import type { Address } from 'viem';
import { ETH, UNIVERSAL_ROUTER, WETH } from './base-contracts.ts';
import { isWholeBalance, type RouterStep } from './router-step.ts';
import { Differs, type ExpectedTrade } from './trade-difference.ts';

/** Where the money is while the steps go by. `midway` are tokens between two hops: a coin may be paired with another one, and this with ETH. */
export type Walk = {
  expected: ExpectedTrade;
  /** ETH may pass the router as WETH on its way, in or out. */
  paid: ReadonlySet<Address>;
  got: ReadonlySet<Address>;
  midway: Set<Address>;
  passed: Set<Address>;
  /** How what is sold leaves the wallet: at once and before the swap, or as the pools are paid. One of the two, or it would leave twice. */
  left: 'not yet' | 'at once' | 'as paid';
  /** All that the router was given of what is sold is with the pools: "all that is there" is just that then. */
  allIn: boolean;
  swapped: bigint;
  floor: bigint;
  delivered: boolean;
  /** What the router holds of what was bought. Anybody may take what it still has after the call. */
  held: Set<Address>;
};

/** Before the first step: nothing was moved yet. ETH and WETH are one token to a trade. */
export function startWalk(expected: ExpectedTrade): Walk {
  const sides = (token: Address) => new Set(token === ETH ? [ETH, WETH] : [token]);
  const [paid, got] = [sides(expected.tokenIn), sides(expected.tokenOut)];
  const none = () => new Set<Address>();
  return {
    expected,
    paid,
    got,
    midway: none(),
    passed: none(),
    left: 'not yet',
    allIn: false,
    swapped: 0n,
    floor: 0n,
    delivered: false,
    held: none(),
  };
}

/**
 * Follows the money one step further.
 * @throws Differs as soon as a step does something that the trade on the screen does not
 */
export function takeStep(walk: Walk, step: RouterStep): void {
  const { tokenIn, amountIn } = walk.expected;
  switch (step.kind) {
    case 'permit':
      if (step.token !== tokenIn) throw new Differs('permit', tokenIn, step.token);
      if (step.spender !== UNIVERSAL_ROUTER) throw new Differs('permit', UNIVERSAL_ROUTER, step.spender);
      if (step.amount !== amountIn) throw new Differs('permit', amountIn, step.amount);
      return;
    case 'move':
      if (step.token !== tokenIn || tokenIn === ETH) throw new Differs('token in', tokenIn, step.token);
      if (step.recipient !== 'router') throw new Differs('recipient', 'router', step.recipient);
      if (step.amount !== amountIn) throw new Differs('amount in', amountIn, step.amount);
      if (walk.left !== 'not yet') throw new Differs('amount in', amountIn, 'twice as much');
      walk.left = 'at once';
      return;
    case 'wrap':
      if (tokenIn !== ETH || step.recipient !== 'router') throw new Differs('recipient', 'router', step.recipient);
      return;
    case 'pay':
      if (!walk.paid.has(step.token) && !walk.passed.has(step.token)) throw new Differs('token in', tokenIn, step.token);
      if (walk.paid.has(step.token) && step.most > amountIn && !isWholeBalance(step.most))
        throw new Differs('amount in', amountIn, step.most);
      if (step.byCaller) fromWallet(walk, step.token);
      else if (step.token === tokenIn && walk.left === 'at once') walk.allIn = step.most >= amountIn;
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
function fromWallet(walk: Walk, token: Address): void {
  const { tokenIn, amountIn } = walk.expected;
  if (token !== tokenIn) throw new Differs('token in', tokenIn, token);
  if (walk.left === 'at once') throw new Differs('amount in', amountIn, 'twice as much');
  walk.left = 'as paid';
}

function takeSwap(
  walk: Walk,
  { tokenIn, tokenOut, amountIn, minimumOut, recipient, byCaller, hookData }: Extract<RouterStep, { kind: 'swap' }>,
): void {
  const said = hookData.find(words => words !== '0x');
  if (said) throw new Differs('hook data', 'none', said);
  if (byCaller) fromWallet(walk, tokenIn);
  if (walk.paid.has(tokenIn)) {
    // "All that is there" may be more than was said.
    if (isWholeBalance(amountIn) && !walk.allIn) throw new Differs('amount in', walk.expected.amountIn, 'all that is there');
    walk.swapped += isWholeBalance(amountIn) ? walk.expected.amountIn : amountIn;
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

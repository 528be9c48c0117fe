import { ETH } from '../../../../shared/markets/base-contracts.ts';
import type { ExpectedTrade } from '../../../../shared/markets/trade-difference.ts';
import type { TradePlan } from './execution.ts';

/**
 * How far a buy's floor may be from ours before we refuse: answers round in their own way. What the screen then shows is the
 * floor that the call really holds.
 */
function leastAccepted(minimumReceived: bigint): bigint {
  return minimumReceived - minimumReceived / 1_000_000n;
}

/** What calldata must do to be what the screen said. */
export function expectedTrade(
  plan: Omit<TradePlan, 'slippageBps' | 'quote'>,
  amountIn: bigint,
  minimumReceived: bigint,
): ExpectedTrade {
  const [tokenIn, tokenOut] = plan.side === 'buy' ? [ETH, plan.coin] : [plan.coin, ETH];
  return { trader: plan.trader, tokenIn, tokenOut, amountIn, minimumOut: leastAccepted(minimumReceived) };
}

import type { Hash } from 'viem';
import type { TradeCall } from '../../../../shared/markets/trade-call.ts';
import type { Receipt, TradePlan, TradePorts } from './execution.ts';
import { prepareTrade } from './prepare-trade.ts';
import { lostBps, movedBps, noticeOf, simulationNotice, TradeRefusal } from './trade-refusal.ts';
import type { Landed, Notice, TradeEvent } from './trade-state.ts';

/**
 * Takes a trade from the button to the chain, telling each step to `tell`. Never throws. The wallet is asked to send only what
 * decodes to exactly what the screen said, and nothing is sent twice.
 */
export async function executeTrade(plan: TradePlan, ports: TradePorts, tell: (event: TradeEvent) => void): Promise<void> {
  let hash: Hash;
  let call: TradeCall;
  let allowed: bigint | null = null;
  const allowPermit2: TradePorts['allowPermit2'] = async (...what) => {
    allowed = await ports.allowPermit2(...what);
    if (allowed !== null) tell({ type: 'allowed', fee: allowed });
    return allowed;
  };
  try {
    call = await prepareTrade(plan, { ...ports, allowPermit2 }, () => tell({ type: 'allowing' }));
    await ports.simulate(call, plan.trader).catch(cause => {
      throw new TradeRefusal(simulationNotice(cause));
    });
    tell({ type: 'confirming' });
    hash = await ports.send(call, plan.trader).catch(cause => whyNotSent(cause, call, plan, ports));
  } catch (error) {
    tell({ type: 'stopped', notice: withFee(noticeOf(error), allowed) });
    return;
  }
  const sentAt = ports.now();
  tell({ type: 'sent', hash, at: sentAt });
  const end = await ports.settle(hash, call, plan.trader, what => tell({ type: what, of: hash }));
  if (end.kind !== 'mined') tell({ type: 'reverted', of: hash, notice: withFee(end, allowed) });
  else if (end.receipt.landed) {
    const landed = landedOf(end.hash, end.receipt, plan, ports.now() - sentAt);
    tell({ type: 'landed', of: hash, landed });
  } else tell({ type: 'reverted', of: hash, notice: withFee(await revertNotice(plan, ports, end.receipt.fee), allowed) });
}

/** A wallet tries a call before it sends it, and the price may have moved while the person looked: then its words are of no help, but a second look is. */
async function whyNotSent(cause: unknown, call: TradeCall, plan: TradePlan, ports: TradePorts): Promise<never> {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code !== 'wallet/declined' && code !== 'wallet/other-account') {
    await ports.simulate(call, plan.trader).catch(reason => {
      throw new TradeRefusal(simulationNotice(reason));
    });
  }
  throw cause;
}

/** A sale that does not happen after its permission did cost something more: the permission's own fee. */
function withFee(notice: Notice, allowed: bigint | null): Notice {
  return allowed === null ? notice : { ...notice, fee: (notice.fee ?? 0n) + allowed };
}

function landedOf(hash: Hash, receipt: Receipt, plan: TradePlan, tookMs: number): Landed {
  return {
    hash,
    coinAmount: receipt.coinAmount,
    ether: receipt.ether,
    expected: plan.quote.amountOut,
    tookMs,
    price: receipt.price,
  };
}

/** Why it reverted, as far as a new quote can tell. */
async function revertNotice(plan: TradePlan, ports: TradePorts, fee: bigint): Promise<Notice> {
  const { side, coin, trader, slippageBps, quote } = plan;
  const now = await ports.ask({ side, coin, trader, amountIn: quote.amountIn, slippageBps }).catch(() => null);
  if (!now || lostBps(quote.amountOut, now.amountOut) <= slippageBps) return { kind: 'reverted', fee };
  return { kind: 'slippage', movedBps: movedBps(side, quote.amountOut, now.amountOut), fee };
}

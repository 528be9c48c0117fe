import type { Hash, Hex, TypedDataDefinition } from 'viem';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import { checkPermit, decodeTradeCall, endTradeCall, type TradeCall } from '../../../../shared/markets/trade-call.ts';
import type { ExpectedTrade, TradeDifference } from '../../../../shared/markets/trade-walk.ts';
import type { Sighting } from '../../../lib/follow-transaction.ts';
import type { Address } from '../coin.ts';
import { narrowPermit, permitTypedData } from './permit.ts';
import type { Side } from './side.ts';
import type { Landed, Notice, Quote, TradeEvent } from './trade-state.ts';
import type { QuoteAsk, ZoraAnswer } from './zora-quote.ts';

export type Receipt = { landed: boolean; fee: bigint; coinAmount: bigint; ether: bigint | null; price: Landed['price'] };
/** The trade's receipt, under the hash that was mined in the end; or what the wallet sent in its place, with the fee that this cost. */
export type Settled = { kind: 'mined'; hash: Hash; receipt: Receipt } | { kind: 'cancelled' | 'replaced'; fee: bigint | null };

/** What a trade needs of the world. Wallet calls throw an error with code `wallet/declined` when the person says no. */
export type TradePorts = {
  ask: (ask: QuoteAsk) => Promise<ZoraAnswer>;
  permitNonce: (trader: Address, coin: Address, spender: Address) => Promise<number>;
  /** Lets Permit2 move so many coins where it may not yet: an own transaction. Gives its network fee in wei; null where none was needed. */
  allowPermit2: (trader: Address, coin: Address, amount: bigint) => Promise<bigint | null>;
  sign: (trader: Address, data: TypedDataDefinition) => Promise<Hex>;
  /** @throws when the call would revert now. */
  simulate: (call: TradeCall, trader: Address) => Promise<void>;
  send: (call: TradeCall, trader: Address) => Promise<Hash>;
  /** Waits for how it ends, however long that takes; `tell` hears when Base forgets it, and when it knows it again. */
  settle: (hash: Hash, call: TradeCall, trader: Address, tell: (what: Sighting) => void) => Promise<Settled>;
  /** The time of the newest block, in unix seconds: a device's clock may be off. */
  blockTime: () => Promise<bigint>;
  now: () => number;
};

/** What the screen says when the person presses the button. */
export type TradePlan = { side: Side; coin: Address; trader: Address; slippageBps: number; quote: Quote };

class Refused extends Error {
  readonly notice: Notice;
  constructor(notice: Notice) {
    super(notice.kind);
    this.notice = notice;
  }
}

/**
 * Takes a trade from the button to the chain, telling each step to `tell`. Never throws. The wallet is asked to send only what decodes to exactly what the screen said,
 * and nothing is sent twice.
 */
export async function executeTrade(plan: TradePlan, ports: TradePorts, tell: (event: TradeEvent) => void): Promise<void> {
  let hash: Hash;
  let call: TradeCall;
  let allowed: bigint | null = null;
  const allowPermit2: TradePorts['allowPermit2'] = async (...what) => {
    allowed = await ports.allowPermit2(...what);
    return allowed;
  };
  try {
    call = await ended(plan.side === 'buy' ? prepareBuy(plan) : await prepareSale(plan, { ...ports, allowPermit2 }, tell), ports);
    await ports.simulate(call, plan.trader).catch(cause => {
      throw new Refused(simulationNotice(cause));
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
  if (end.kind !== 'mined') tell({ type: 'reverted', of: hash, notice: end });
  else if (end.receipt.landed) {
    const landed = landedOf(end.hash, end.receipt, plan, ports.now() - sentAt);
    tell({ type: 'landed', of: hash, landed });
  } else tell({ type: 'reverted', of: hash, notice: await revertNotice(plan, ports, end.receipt.fee) });
}

/** A wallet tries a call before it sends it, and the price may have moved while the person looked: then its words are of no help, but a second look is. */
async function whyNotSent(cause: unknown, call: TradeCall, plan: TradePlan, ports: TradePorts): Promise<never> {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code !== 'wallet/declined' && code !== 'wallet/other-account') {
    await ports.simulate(call, plan.trader).catch(reason => {
      throw new Refused(simulationNotice(reason));
    });
  }
  throw cause;
}

/** The call with an end: what a wallet or a node holds back is not for ever. */
async function ended(call: TradeCall, ports: TradePorts): Promise<TradeCall> {
  const sent = endTradeCall(call, await ports.blockTime());
  if (!sent.ok) throw new Refused(refusal(sent.difference));
  return sent.call;
}

/** How far a buy's floor may be from ours before we refuse: answers round in their own way. What the screen then shows is the floor that the call really holds. */
function leastAccepted(minimumReceived: bigint): bigint {
  return minimumReceived - minimumReceived / 1_000_000n;
}

/** What calldata must do to be what the screen said. */
export function expectedOf(
  plan: Omit<TradePlan, 'slippageBps' | 'quote'>,
  amountIn: bigint,
  minimumReceived: bigint,
): ExpectedTrade {
  const [tokenIn, tokenOut] = plan.side === 'buy' ? [ETH, plan.coin] : [plan.coin, ETH];
  return { trader: plan.trader, tokenIn, tokenOut, amountIn, minimumOut: leastAccepted(minimumReceived) };
}

/** A buy is sent as it was quoted: its floor was on the screen, and the price may move as far as that. */
function prepareBuy(plan: TradePlan): TradeCall {
  const { quote } = plan;
  const check = decodeTradeCall(quote.answer.call, expectedOf(plan, quote.amountIn, quote.minimumReceived));
  if (!check.ok) throw new Refused(refusal(check.difference));
  return quote.answer.call;
}

async function prepareSale(plan: TradePlan, ports: TradePorts, tell: (event: TradeEvent) => void): Promise<TradeCall> {
  const { quote } = plan;
  const { permits } = quote.answer;
  const [proposed] = permits;
  if (!proposed) return prepareBuy(plan);
  if (permits.length > 1)
    throw new Refused(refusal({ field: 'permit', expected: 'one', found: `asked for ${permits.length} times` }));
  tell({ type: 'allowing' });
  const { token, amount } = proposed.details;
  const check = checkPermit(
    { details: { token, amount: BigInt(amount) }, spender: proposed.spender },
    expectedOf(plan, quote.amountIn, 0n),
  );
  if (!check.ok) throw new Refused(refusal(check.difference));
  await ports.allowPermit2(plan.trader, plan.coin, quote.amountIn);
  const nonce = await ports.permitNonce(plan.trader, plan.coin, proposed.spender);
  const permit = narrowPermit(proposed, { amountIn: quote.amountIn, nonce, nowSeconds: Number(await ports.blockTime()) });
  return signedSale(plan, ports, [{ permit, signature: await ports.sign(plan.trader, permitTypedData(permit)) }]);
}

const MOST_ASKS = 3;

/**
 * The call with the signatures in it. The price may have moved while the person signed, so the slippage that is asked for is what is left down to the floor
 * that was on the screen.
 */
async function signedSale(
  plan: TradePlan,
  ports: TradePorts,
  signatures: NonNullable<QuoteAsk['signatures']>,
): Promise<TradeCall> {
  const { quote } = plan;
  let amountOut = quote.amountOut;
  let slippageBps = plan.slippageBps;
  for (let asks = 0; asks < MOST_ASKS; asks++) {
    const answer = await ports.ask({
      side: plan.side,
      coin: plan.coin,
      trader: plan.trader,
      amountIn: quote.amountIn,
      slippageBps,
      signatures,
    });
    const expected = { ...expectedOf(plan, quote.amountIn, 0n), minimumOut: quote.minimumReceived };
    const check = decodeTradeCall(answer.call, expected);
    if (check.ok) return answer.call;
    if (check.difference.field !== 'minimum out') throw new Refused(refusal(check.difference));
    amountOut = answer.amountOut;
    if (amountOut <= quote.minimumReceived) break;
    const left = Number(((amountOut - quote.minimumReceived) * 10_000n) / amountOut);
    // An answer that rounds in its own way is below the floor by a unit or two: then a basis point less is asked for.
    slippageBps = Math.max(left < slippageBps ? left : slippageBps - 1, 0);
  }
  throw new Refused({ kind: 'slippage', movedBps: movedBps(plan.side, quote.amountOut, amountOut), fee: null });
}

function refusal(difference: TradeDifference): Notice {
  return {
    kind: 'refused',
    message: `The trade that came back is not the one on this screen: ${difference.field} is ${difference.found}. Your wallet was not asked for it.`,
    fee: null,
  };
}

/** How much less comes out now, in basis points of what was expected: what slippage limits. */
function lostBps(expected: bigint, now: bigint): number {
  return expected === 0n || now >= expected ? 0 : Number(((expected - now) * 10_000n) / expected);
}

/** How far the price itself moved, in basis points: when a buy gives half, the price has doubled. Null where nothing comes out any more. */
function movedBps(side: Side, expected: bigint, now: bigint): number | null {
  if (side === 'sell') return lostBps(expected, now);
  return now === 0n ? null : Number(((expected - now) * 10_000n) / now);
}

/** Uniswap v4's router says V4TooLittleReceived (0x8b063d73) when the floor was not reached. */
function simulationNotice(cause: unknown): Notice {
  const text = cause instanceof Error ? `${cause.message} ${String(cause.cause ?? '')}` : '';
  if (/0x8b063d73|TooLittleReceived/.test(text)) return { kind: 'slippage', movedBps: null, fee: null };
  return { kind: 'failed', message: 'Base would not take this trade right now.', fee: null };
}

function noticeOf(error: unknown): Notice {
  if (error instanceof Refused) return error.notice;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'wallet/declined') return { kind: 'declined' };
  if (error instanceof Error && code) return { kind: 'failed', message: error.message };
  return { kind: 'failed', message: 'The trade could not be prepared. Try again.', fee: null };
}

/** A sale that stops after its permission did cost something: the permission's own fee. */
function withFee(notice: Notice, allowed: bigint | null): Notice {
  return allowed === null ? notice : { ...notice, fee: allowed };
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

import { checkPermit, decodeTradeCall, endTradeCall, type TradeCall } from '../../../../shared/markets/trade-call.ts';
import type { TradePlan, TradePorts } from './execution.ts';
import { expectedTrade } from './expected-trade.ts';
import { narrowPermit, permitTypedData } from './permit.ts';
import { differenceNotice, movedBps, TradeRefusal } from './trade-refusal.ts';
import type { QuoteAsk } from './zora-quote.ts';

/**
 * The call that the wallet will be asked to send: one that decodes to exactly what the screen said, and that ends. A sale asks
 * for its permission first; `onAllow` hears before it does.
 * @throws TradeRefusal when what came back is another trade, or the price has moved past the limit
 */
export async function prepareTrade(plan: TradePlan, ports: TradePorts, onAllow: () => void): Promise<TradeCall> {
  return ended(plan.side === 'buy' ? prepareBuy(plan) : await prepareSale(plan, ports, onAllow), ports);
}

/** The call with an end: what a wallet or a node holds back is not for ever. */
async function ended(call: TradeCall, ports: TradePorts): Promise<TradeCall> {
  const sent = endTradeCall(call, await chainNow(ports));
  if (!sent.ok) throw new TradeRefusal(differenceNotice(sent.difference));
  return sent.call;
}

/** How far blocks may be ahead of our servers, in seconds. */
const AHEAD = 300n;

/** The chain's time. A node that is far ahead of our servers is not believed: what is signed by its word would be good for as long. */
async function chainNow({ blockTime, serverTime }: TradePorts): Promise<bigint> {
  const [block, latest] = [await blockTime(), BigInt(Math.floor(serverTime() / 1000)) + AHEAD];
  return block < latest ? block : latest;
}

/** A buy is sent as it was quoted: its floor was on the screen, and the price may move as far as that. */
function prepareBuy(plan: TradePlan): TradeCall {
  const { quote } = plan;
  const check = decodeTradeCall(quote.answer.call, expectedTrade(plan, quote.amountIn, quote.minimumReceived));
  if (!check.ok) throw new TradeRefusal(differenceNotice(check.difference));
  return quote.answer.call;
}

async function prepareSale(plan: TradePlan, ports: TradePorts, onAllow: () => void): Promise<TradeCall> {
  const { quote } = plan;
  const { permits } = quote.answer;
  const [proposed] = permits;
  if (!proposed) return prepareBuy(plan);
  if (permits.length > 1)
    throw new TradeRefusal(differenceNotice({ field: 'permit', expected: 'one', found: `asked for ${permits.length} times` }));
  onAllow();
  const { token, amount } = proposed.details;
  const check = checkPermit(
    { details: { token, amount: BigInt(amount) }, spender: proposed.spender },
    expectedTrade(plan, quote.amountIn, 0n),
  );
  if (!check.ok) throw new TradeRefusal(differenceNotice(check.difference));
  await ports.allowPermit2(plan.trader, plan.coin, quote.amountIn);
  const nonce = await ports.permitNonce(plan.trader, plan.coin, proposed.spender);
  const permit = narrowPermit(proposed, { amountIn: quote.amountIn, nonce, nowSeconds: Number(await chainNow(ports)) });
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
    const expected = { ...expectedTrade(plan, quote.amountIn, 0n), minimumOut: quote.minimumReceived };
    const check = decodeTradeCall(answer.call, expected);
    if (check.ok) return answer.call;
    if (check.difference.field !== 'minimum out') throw new TradeRefusal(differenceNotice(check.difference));
    amountOut = answer.amountOut;
    if (amountOut <= quote.minimumReceived) break;
    const left = Number(((amountOut - quote.minimumReceived) * 10_000n) / amountOut);
    // An answer that rounds in its own way is below the floor by a unit or two: then a basis point less is asked for.
    slippageBps = Math.max(left < slippageBps ? left : slippageBps - 1, 0);
  }
  throw new TradeRefusal({ kind: 'slippage', movedBps: movedBps(plan.side, quote.amountOut, amountOut), fee: null });
}

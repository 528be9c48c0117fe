import { ethFee, ethText, tokenCompact, tokenText, usdFee } from '../../../ui/format/money.ts';
import { percentText } from '../../../ui/format/percent.ts';
import { type EthUsd, toUsd } from '../eth-usd.ts';
import type { Verdict } from './judge-trade.ts';
import { typedAmount } from './parse-amount.ts';
import type { Side } from './side.ts';
import type { Notice } from './trade-state.ts';

/** One bold sentence and what follows it. */
export type Said = { bold: string; rest: string };

const percent = (bps: number) => percentText(bps / 100, bps % 10 === 0 ? 1 : 2).replace(/[.,]0%$/, '%');

export { percent as percentOfBps };

/** A network fee as people read it: dollars where known; rounded up. */
export function feeText(wei: bigint, rate: EthUsd | null): string {
  return rate ? usdFee(toUsd(wei, rate)) : ethFee(wei);
}

function spokenFee(fee: bigint, rate: EthUsd | null): string {
  const text = feeText(fee, rate);
  return text.startsWith('<') ? `under ${text.slice(1)}` : text;
}

function feePaid(fee: bigint | null, rate: EthUsd | null): string {
  return fee === null ? 'Nothing was spent.' : `You paid ${spokenFee(fee, rate)} in network fees.`;
}

/** What a sale has cost that is not sent, or was forgotten. `fee` is the permission's, null where none was paid for. */
export function spentWords(fee: bigint | null, rate: EthUsd | null, nothing: string): string {
  return fee === null ? nothing : `Only the permission before it cost a network fee, ${spokenFee(fee, rate)}.`;
}

/** What happened, what it cost, what to do. */
export function noticeWords(notice: Notice, trade: { side: Side; slippageBps: number; rate: EthUsd | null }): Said {
  const { side, slippageBps, rate } = trade;
  switch (notice.kind) {
    case 'declined':
      return {
        bold: 'You declined in your wallet.',
        rest: `${spentWords(notice.fee ?? null, rate, 'Nothing was spent.')} Your amount is still here.`,
      };
    case 'slippage': {
      const moved = notice.movedBps === null ? 'It moved' : `It ${side === 'buy' ? 'rose' : 'fell'} ${percent(notice.movedBps)},`;
      const limit = `past your ${percent(slippageBps)} limit`;
      return {
        bold: `The price moved before your ${side === 'buy' ? 'buy' : 'sale'} landed.`,
        rest: `${moved} ${limit}, so it was cancelled. ${feePaid(notice.fee, rate)}`,
      };
    }
    case 'reverted':
      return {
        bold: `Base turned your ${side === 'buy' ? 'buy' : 'sale'} down.`,
        rest: `Your ${side === 'buy' ? 'ETH is' : 'coins are'} still yours. ${feePaid(notice.fee, rate)}`,
      };
    case 'cancelled':
      return {
        bold: `You cancelled this ${side === 'buy' ? 'buy' : 'sale'} in your wallet.`,
        rest: `It did not happen and cannot any more. ${feePaid(notice.fee, rate)}`,
      };
    case 'replaced':
      return {
        bold: `Your wallet sent something else in place of this ${side === 'buy' ? 'buy' : 'sale'}.`,
        rest: `It did not happen and cannot any more. ${notice.fee === null ? 'Look in your wallet for what did.' : feePaid(notice.fee, rate)}`,
      };
    case 'refused':
      return { bold: 'We stopped this trade.', rest: `${notice.message} ${feePaid(notice.fee, rate)}` };
    case 'failed':
      return {
        bold: 'This trade did not start.',
        rest: notice.fee === undefined ? notice.message : `${notice.message} ${feePaid(notice.fee, rate)}`,
      };
  }
}

/** The words on the button that tries again after a notice. */
export function retryLabel(notice: Notice, side: Side): string {
  if (notice.kind === 'slippage') return side === 'buy' ? 'Buy at the new price' : 'Sell at the new price';
  return 'Try again';
}

/** Why an amount cannot be traded as it is. Null where nothing needs to be said. */
export function verdictWords(verdict: Verdict, trade: { side: Side; symbol: string; capText: string }): Said | null {
  const { side, symbol, capText } = trade;
  switch (verdict.kind) {
    case 'short': {
      if (verdict.unit === 'coin')
        return { bold: `You hold ${tokenText(verdict.have)} ${symbol}.`, rest: `This sells ${tokenText(verdict.need)}.` };
      const need = `this needs ${ethFee(verdict.need).replace(' ETH', '')} with fees`;
      return {
        bold: `You are ${ethFee(verdict.short)} short.`,
        rest: `You have ${ethText(verdict.have)} and ${side === 'sell' ? 'the network fee needs a little more' : need}.`,
      };
    }
    case 'unclear':
      return { bold: 'This can be read in two ways.', rest: 'Choose the amount that you mean.' };
    case 'impact-blocked':
      return {
        bold: `This ${side} moves the price ${percent(verdict.impact)}.`,
        rest: 'That is more than the pool can take at a fair price. Use a smaller amount.',
      };
    case 'impact-high':
      return {
        bold: `This ${side} moves the price ${percent(verdict.impact)}.`,
        rest: `You would ${side === 'buy' ? `pay well above ${capText} cap` : `sell well below ${capText} cap`}. A smaller amount gets a better price.`,
      };
    case 'quote-failed':
      return { bold: 'There is no quote.', rest: verdict.message };
    case 'wrong-chain':
      return { bold: 'Your wallet is on another network.', rest: 'Switch it to Base to trade.' };
    case 'ready':
      return verdict.warn === null
        ? null
        : { bold: `This ${side} moves the price ${percent(verdict.warn)}.`, rest: 'A smaller amount gets a better price.' };
    default:
      return null;
  }
}

/** An amount on a button: "0.02 ETH", "460K NIGHTBUS". */
export function amountLabel(amount: bigint, side: Side, symbol: string): string {
  return side === 'buy' ? `${typedAmount(amount)} ETH` : `${tokenCompact(amount)} ${symbol}`;
}

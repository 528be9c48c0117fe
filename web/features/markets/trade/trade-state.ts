import type { Bps } from '../../../../shared/kernel/units.ts';
import type { QuoteView } from '../../../../shared/markets/quote-view.ts';
import type { Address } from '../coin.ts';
import type { Side } from './side.ts';
import type { ZoraAnswer } from './zora-quote.ts';

export type Hash = `0x${string}`;

/** An estimate, good for 15 s. `key` says for which question it is the answer; `answer` holds the call that would make it true. */
export type Quote = QuoteView & {
  key: string;
  amountIn: bigint;
  amountOut: bigint;
  at: number;
  answer: ZoraAnswer;
  /** An amount that was quoted too and moves the price little, for one that moves it much. */
  smaller: Smaller | null;
};
export type Smaller = { amount: bigint; impact: Bps };

/** Why the sheet is back at the amount. It says what happened and what it cost. */
export type Notice =
  /** `fee` is what the permission before it cost, where a first sale paid for one. */
  | { kind: 'declined'; fee?: bigint }
  /** The price moved past the limit. `movedBps` is how far the price itself did; `fee` what the network kept, null when nothing was spent. */
  | { kind: 'slippage'; movedBps: number | null; fee: bigint | null }
  | { kind: 'reverted'; fee: bigint | null }
  /** The wallet used its place for nothing, or for something else. `fee` is what that cost. */
  | { kind: 'cancelled' | 'replaced'; fee: bigint | null }
  /** The answer would have done something else than the screen said, so the wallet was never asked for it. `fee` as above. */
  | { kind: 'refused'; message: string; fee: bigint | null }
  /** `fee` is missing where the message alone says what is known. */
  | { kind: 'failed'; message: string; fee?: bigint | null };

/**
 * What a receipt says. Amounts in smallest units, `tookMs` from sending to landing; `price` is the coin's after the trade and
 * where on the chain that is, null where the receipt alone cannot say it in ETH.
 */
export type Landed = {
  hash: Hash;
  coinAmount: bigint;
  /** Paid or received, in wei; null where the receipt cannot say it. */
  ether: bigint | null;
  expected: bigint;
  tookMs: number;
  price: { price: bigint; block: number; logIndex: number } | null;
};

export type Step =
  /** The amount can be changed. */
  | { name: 'entry' }
  /** A last quote is taken and checked. */
  | { name: 'preparing' }
  /** Sales only: the wallet is asked to let the sale take these coins. */
  | { name: 'allowing' }
  | { name: 'confirming' }
  | { name: 'settling'; hash: Hash; sentAt: number }
  /** Sent, but not seen on Base for a while. */
  | { name: 'slow'; hash: Hash; sentAt: number }
  /** Base knew it and knows it no more. Nothing happened, but it could come back. */
  | { name: 'dropped'; hash: Hash; sentAt: number }
  | { name: 'landed'; landed: Landed };

export type TradeState = {
  /** Whose trade it is: the account that the wallet is on. Null until one is connected. */
  trader: Address | null;
  side: Side;
  view: 'amount' | 'slippage';
  /** Exactly as typed. */
  typed: string;
  /** In wei of what is paid: ETH for a buy, the coin for a sale. Null while nothing valid is typed. */
  amount: bigint | null;
  /** The preset that is pressed. */
  preset: string | null;
  slippageBps: number;
  quote: Quote | null;
  quoting: string | null;
  quoteError: string | null;
  step: Step;
  /** What the permission before this sale cost, in wei of the network's fee; null where none had to be paid for. */
  permissionFee: bigint | null;
  notice: Notice | null;
};

export type TradeEvent =
  | { type: 'trader'; trader: Address | null }
  | { type: 'side'; side: Side }
  | { type: 'type'; typed: string }
  | { type: 'preset'; preset: string; amount: bigint }
  | { type: 'open-slippage' }
  | { type: 'close-slippage' }
  | { type: 'slippage'; bps: number }
  | { type: 'quote-asked'; key: string }
  | { type: 'quote'; quote: Quote }
  | { type: 'smaller'; key: string; smaller: Smaller }
  | { type: 'quote-failed'; key: string; message: string }
  | { type: 'submit'; at: number }
  | { type: 'allowing' }
  | { type: 'allowed'; fee: bigint }
  | { type: 'confirming' }
  | { type: 'stopped'; notice: Notice }
  | { type: 'sent'; hash: Hash; at: number }
  /** `of` is the hash that was sent: what is told of an older trade changes nothing. */
  | { type: 'late' | 'dropped' | 'seen'; of: Hash }
  | { type: 'reverted'; of: Hash; notice: Notice }
  | { type: 'landed'; of: Hash; landed: Landed }
  | { type: 'again' };

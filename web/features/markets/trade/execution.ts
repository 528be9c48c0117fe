import type { Hash, Hex, TypedDataDefinition } from 'viem';
import type { TradeCall } from '../../../../shared/markets/trade-call.ts';
import type { Sighting } from '../../../lib/follow-transaction.ts';
import type { Address } from '../coin.ts';
import type { Side } from './side.ts';
import type { Landed, Quote } from './trade-state.ts';
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
  /** The servers' time in unix ms: a node's word for the time may be off, too. */
  serverTime: () => number;
  now: () => number;
};

/** What the screen says when the person presses the button. */
export type TradePlan = { side: Side; coin: Address; trader: Address; slippageBps: number; quote: Quote };

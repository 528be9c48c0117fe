import type { ReactNode } from 'react';
import type { EthUsd } from '../eth-usd.ts';
import type { TradeFacts, Verdict } from './judge-trade.ts';
import type { TradeSubject } from './trade-sheet-store.ts';
import type { Hash, TradeEvent, TradeState } from './trade-state.ts';

/** All that the screens of a trade show and do. Nothing here reads a clock, a wallet or a server. */
export type TradeViewProps = {
  state: TradeState;
  verdict: Verdict;
  subject: TradeSubject;
  facts: TradeFacts;
  /** Dollars for an ether, or null while unknown. */
  rate: EthUsd | null;
  now: number;
  capText: string;
  /** What an amount of the coin is worth at the present price, in words. */
  worth: (coins: bigint) => string | null;
  /** Profit of the sale on screen, in words. Null when the cost is not known. */
  gain: ReactNode;
  /** The price line up to now. */
  points: readonly { at: number; value: number }[];
  /** Why nobody can trade just now, in words. */
  stop?: string | undefined;
  /** Whether the sheet comes again, as the person was asked to sign in: they go on at the button that asked. */
  again?: boolean;
  connecting: boolean;
  /** Why the last try to connect did not work. */
  connectFault: string | null;
  dispatch: (event: TradeEvent) => void;
  submit: () => void;
  connect: () => void;
  close: () => void;
  share: () => void;
  viewCoin: () => void;
  openTransaction: (hash: Hash) => void;
  /** A short buzz for a choice. */
  tap: () => void;
};

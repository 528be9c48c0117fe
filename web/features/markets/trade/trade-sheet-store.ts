import { createStore } from '../../../lib/store.ts';
import type { Coin } from '../coin.ts';
import type { Side } from './side.ts';

/** What is traded and how it is shown around the trade. */
export type TradeSubject = {
  coin: Coin;
  title: string;
  posterUrl: string | null;
  ink: string;
  /** The take's own address, for a cast about it. */
  shareUrl: string;
  /** Loudness of the take from 0 to 1, for the groove line. */
  peaks: readonly number[];
};

/** The trade whose sheet is asked for, if any. The code of trades comes with the first of them: this is all that the first load has. */
export const openSheetStore = createStore<{ subject: TradeSubject; side: Side } | null>(null);

/** Opens the sheet on a coin. A trade of it that is under way is shown instead of a new one. */
export function openTradeSheet(subject: TradeSubject, side: Side): void {
  openSheetStore.set({ subject, side });
}

export function closeTradeSheet(): void {
  openSheetStore.set(null);
}

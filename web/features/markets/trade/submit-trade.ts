import type { QueryClient } from '@tanstack/react-query';
import { haptic } from '../../../lib/host-actions.ts';
import type { Address } from '../coin.ts';
import { executeTrade } from './execute-trade.ts';
import { tradePorts } from './trade-ports.ts';
import type { TradeSession } from './trade-session.ts';

/** Base makes a block every 2 s: a trade that is not seen after this long is said to be late. */
const LATE_AFTER_MS = 20_000;

/** Runs the trade that is on screen. It goes on when the sheet is closed; what a landed trade changes is read again at once. */
export async function submitTrade(session: TradeSession, trader: Address, cache: QueryClient): Promise<void> {
  session.dispatch({ type: 'submit' });
  const state = session.state.get();
  const { coin } = session.subject;
  if (state.step.name !== 'preparing' || !state.quote) return;
  let late: ReturnType<typeof setTimeout> | undefined;
  await executeTrade(
    { side: state.side, coin: coin.address, trader, slippageBps: state.slippageBps, quote: state.quote },
    tradePorts(coin),
    event => {
      if (event.type === 'sent') late = setTimeout(() => session.dispatch({ type: 'late' }), LATE_AFTER_MS);
      if (event.type === 'landed' || event.type === 'reverted') {
        clearTimeout(late);
        haptic(event.type === 'landed' ? 'success' : 'error');
        refresh(cache, coin.performanceId, coin.address, trader);
      }
      session.dispatch(event);
    },
  );
}

function refresh(cache: QueryClient, performanceId: string, coin: Address, trader: Address): void {
  const keys = [
    ['markets', 'balance', trader, coin],
    ['markets', 'eth-balance', trader],
    ['markets', 'coin', performanceId],
    ['markets', 'prices', coin],
    ['markets', 'own-trades', trader],
    ['markets', 'holdings', trader],
    ['markets', 'exit', trader, coin],
  ];
  for (const queryKey of keys) void cache.invalidateQueries({ queryKey });
}

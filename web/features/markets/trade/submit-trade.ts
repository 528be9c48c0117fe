import type { QueryClient } from '@tanstack/react-query';
import { wei } from '../../../../shared/kernel/units.ts';
import { marketCap } from '../../../../shared/markets/price.ts';
import { serverNow } from '../../../lib/clock.ts';
import { haptic } from '../../../lib/host-actions.ts';
import { isOlder } from '../apply-price-tick.ts';
import { balanceQuery, ethBalanceQuery } from '../balance-query.ts';
import type { Address, Coin } from '../coin.ts';
import { coinQuery } from '../coin-queries.ts';
import { takePriceTick } from '../use-live-coin.ts';
import { executeTrade } from './execute-trade.ts';
import { tradePorts } from './trade-ports.ts';
import { showsLanding, type TradeSession } from './trade-session.ts';
import type { Hash, Landed } from './trade-state.ts';
import { watchTrade } from './watch-trade.ts';

/** Base makes a block every 2 s: a trade that is not seen after this long is said to be late. */
const LATE_AFTER_MS = 20_000;

/**
 * Runs the trade that is on screen. It goes on when the sheet is closed; what a landed trade changes is read again at once, and whoever does not
 * see it land is told.
 */
export async function submitTrade(session: TradeSession, cache: QueryClient): Promise<void> {
  session.dispatch({ type: 'submit', at: serverNow() });
  const state = session.state.get();
  const { coin } = session.subject;
  const { trader } = state;
  if (state.step.name !== 'preparing' || !state.quote || trader === null) return;
  const isSeen = (hash: Hash) => document.visibilityState === 'visible' && showsLanding(session, hash);
  const noteWatch = watchTrade(coin.address, trader, isSeen);
  let late: ReturnType<typeof setTimeout> | undefined;
  const tellLate = (of: Hash) => {
    noteWatch({ type: 'late', of });
    session.dispatch({ type: 'late', of });
  };
  await executeTrade(
    { side: state.side, coin: coin.address, trader, slippageBps: state.slippageBps, quote: state.quote },
    tradePorts(coin),
    event => {
      if (event.type === 'sent') late = setTimeout(() => tellLate(event.hash), LATE_AFTER_MS);
      if (event.type === 'landed' || event.type === 'reverted') {
        clearTimeout(late);
        haptic(event.type === 'landed' ? 'success' : 'error');
        if (event.type === 'landed' && event.landed.price) showPrice(cache, coin, event.landed.price);
        refresh(cache, coin, trader);
      }
      session.dispatch(event);
      noteWatch(event);
    },
  );
}

/** The price that the trade itself made, from its receipt: the index says the same a moment later, and later ones replace it. */
function showPrice(cache: QueryClient, coin: Coin, made: NonNullable<Landed['price']>): void {
  const known = cache.getQueryData<Coin | null>(coinQuery(coin.performanceId).queryKey) ?? coin;
  const { price, ...position } = made;
  const tick = { ...known, price, marketCap: marketCap(wei(price)), position, pricedAt: serverNow() };
  if (!isOlder(known, tick)) takePriceTick(cache, coin.performanceId, tick);
}

function refresh(cache: QueryClient, { address }: Coin, trader: Address): void {
  const keys = [
    balanceQuery(address, trader).queryKey,
    ethBalanceQuery(trader).queryKey,
    ['markets', 'own-trades'],
    ['markets', 'holdings'],
    ['markets', 'exit'],
  ];
  for (const queryKey of keys) void cache.invalidateQueries({ queryKey });
}

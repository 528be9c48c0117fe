import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { wei } from '../../../../shared/kernel/units.ts';
import { valueAt } from '../../../../shared/markets/price.ts';
import { BASE_CHAIN_ID, transactionUrl } from '../../../lib/base.ts';
import { useNow } from '../../../lib/clock.ts';
import { composeCast, haptic, openUrl } from '../../../lib/host-actions.ts';
import { useSession } from '../../../lib/session.ts';
import { useStore } from '../../../lib/store.ts';
import { walletAddressStore, walletChainStore } from '../../../lib/wallet-address.ts';
import { balanceQuery, ethBalanceQuery, networkFeeQuery } from '../balance-query.ts';
import { ownTradesQuery, pricesQuery } from '../coin-queries.ts';
import { courseOf } from '../course-of.ts';
import { type EthUsd, ethUsdQuery } from '../eth-usd.ts';
import { arrowOf, worthCompact, worthText } from '../money.ts';
import { useLiveCoin } from '../use-live-coin.ts';
import { useTradingStop } from '../use-trading-stop.ts';
import { gainOf } from './gain.ts';
import { judgeTrade } from './judge-trade.ts';
import { submitTrade } from './submit-trade.ts';
import type { TradeSession } from './trade-session.ts';
import { TradeView } from './trade-view.tsx';
import type { TradeViewProps } from './trade-view-props.ts';
import { useConnect } from './use-connect.ts';
import { useQuote } from './use-quote.ts';

/** Until the network's own price is known. */
const FEE_GUESS = 20_000_000_000_000n;

type TradePanelProps = Pick<TradeViewProps, 'again'> & {
  session: TradeSession;
  onClose: () => void;
  onViewCoin: (performanceId: string) => void;
};

/** A coin's trade with everything that it needs: wallet, balances, quotes, price. */
export function TradePanel({ session, again: comesAgain = false, onClose, onViewCoin }: TradePanelProps) {
  const cache = useQueryClient();
  const { subject, dispatch } = session;
  const state = useStore(session.state);
  const coin = useLiveCoin(subject.coin.performanceId).data ?? subject.coin;
  const wallet = useStore(walletAddressStore);
  const chainId = useStore(walletChainStore);
  const now = useNow(1000);
  const rate = useQuery(ethUsdQuery).data ?? null;
  const coinBalance = useQuery(balanceQuery(coin.address, wallet)).data ?? null;
  const ethBalance = useQuery(ethBalanceQuery(wallet)).data ?? null;
  const networkFee = useQuery(networkFeeQuery).data ?? FEE_GUESS;
  const prices = useQuery(pricesQuery(coin.address, 'All')).data ?? [];
  const trades = useQuery(ownTradesQuery(wallet ? [wallet] : [])).data;
  const signedIn = useSession() !== null;
  const { connecting, connect, connectFault } = useConnect();
  const stop = useTradingStop();
  // As it comes; not when they come back from its other views.
  const [again, setAgain] = useState(comesAgain);
  useEffect(() => setAgain(false), []);
  useEffect(() => {
    session.screens.open += 1;
    return () => {
      session.screens.open -= 1;
    };
  }, [session]);
  useQuote(session, state, wallet, coin.price);

  const facts = {
    connected: wallet !== null,
    signedIn,
    onBase: chainId === null || chainId === BASE_CHAIN_ID,
    ethBalance,
    coinBalance,
    networkFee,
  };
  const props: TradeViewProps = {
    state,
    verdict: judgeTrade(state, facts),
    subject,
    facts,
    rate,
    now,
    capText: worthCompact(coin.marketCap ?? 0n, rate).before,
    worth: coins => (coin.price === null ? null : worthText(valueAt(wei(coin.price), wei(coins)), rate).before),
    gain: gainWords(state.amount, state.quote?.amountOut ?? null, trades, coin.address, rate),
    points: courseOf(coin, prices, 'All', now).map(point => ({ at: point.at, value: Number(point.price) })),
    stop,
    again,
    connecting,
    connectFault,
    dispatch,
    submit: () => void submitTrade(session, cache),
    connect,
    close: onClose,
    share: () =>
      void composeCast({
        text: `${state.side === 'buy' ? 'Bought' : 'Sold'} $${coin.symbol}, the coin of “${subject.title}”.`,
        embeds: [subject.shareUrl],
      }),
    viewCoin: () => onViewCoin(coin.performanceId),
    openTransaction: hash => void openUrl(transactionUrl(hash)),
    tap: () => haptic('selection'),
  };
  return <TradeView {...props} />;
}

function gainWords(
  amount: bigint | null,
  amountOut: bigint | null,
  trades: Parameters<typeof gainOf>[0] | undefined,
  coin: `0x${string}`,
  rate: EthUsd | null,
): ReactNode {
  if (amount === null || amountOut === null || !trades) return null;
  const gain = gainOf(trades, coin, amount, amountOut);
  if (gain === null) return null;
  return `${arrowOf(gain).arrow}${worthText(gain < 0n ? -gain : gain, rate).before}`;
}

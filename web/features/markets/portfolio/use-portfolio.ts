import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useBroadcast } from '../../../lib/realtime.ts';
import { useSession } from '../../../lib/session.ts';
import { applyPriceTick } from '../apply-price-tick.ts';
import { priceTicks } from '../coin.ts';
import { ownTradesQuery } from '../coin-queries.ts';
import { currenciesQuery } from '../currency.ts';
import { ethUsdQuery } from '../eth-usd.ts';
import { coinsApart } from './holdings.ts';
import { allCoinsQuery, currencyPricesQuery, holdingsQuery, ownWalletsQuery } from './portfolio-queries.ts';

/** All that the screen reads for the wallet that acts: `ready` once coins, balances and trades are there. Prices move along. */
export function usePortfolio(wallet: `0x${string}`) {
  const cache = useQueryClient();
  const coins = useQuery(allCoinsQuery);
  const addresses = (coins.data ?? []).map(each => each.coin.address);
  const wallets = useWallets(wallet);
  const balances = useQuery(holdingsQuery(wallets, addresses));
  const trades = useQuery(ownTradesQuery(wallets));
  const rate = useQuery(ethUsdQuery).data ?? null;
  const apart = useMemo(() => coinsApart(coins.data ?? [], trades.data ?? []), [coins.data, trades.data]);
  const currencyPrices = useQuery(currencyPricesQuery(apart)).data;
  const names = useQuery(
    currenciesQuery((coins.data ?? []).filter(each => apart.includes(each.coin.address)).map(each => each.coin.currency)),
  ).data;
  useBroadcast(
    'prices',
    {
      prices: payload => {
        const ticks = priceTicks(payload);
        // A read that is on its way may have begun before these ticks: it begins anew.
        if (cache.isFetching(allCoinsQuery) > 0) void cache.invalidateQueries({ queryKey: allCoinsQuery.queryKey });
        cache.setQueryData(allCoinsQuery.queryKey, list =>
          list?.map(each => ({ ...each, coin: ticks.reduce(applyPriceTick, each.coin) })),
        );
      },
    },
    { onJoin: () => void cache.invalidateQueries({ queryKey: ['markets'] }) },
  );

  const loaded = coins.data && (balances.data || addresses.length === 0) && trades.data;
  return {
    ready: loaded && { coins: coins.data, balances: balances.data ?? new Map<string, bigint>(), trades: trades.data },
    error: coins.error ?? balances.error ?? trades.error,
    retrying: coins.isFetching || balances.isFetching,
    isPaused: coins.isPaused || balances.isPaused || trades.isPaused,
    retry: () => void cache.refetchQueries({ queryKey: ['markets'] }),
    wallets,
    rate,
    currencyPrices,
    names,
  };
}

/** The wallet that acts now and all others that are proven to be the same person's. */
function useWallets(acting: `0x${string}`): `0x${string}`[] {
  const userId = useSession()?.user.id ?? null;
  const proven = useQuery(ownWalletsQuery(userId)).data ?? [];
  return [...new Set([acting, ...proven])].sort();
}

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useNow } from '../../lib/clock.ts';
import { useWalletAddress } from '../../lib/wallet-address.ts';
import { Card } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import type { Coin } from './coin.ts';
import { coinQuery } from './coin-queries.ts';
import { launchFeeWords } from './launch-fee-words.ts';
import type { Take } from './take.ts';
import { tradeSession } from './trade/trade-session.ts';
import { subjectOf } from './use-buy.ts';
import { useRoomy } from './use-roomy.ts';
import { useTradingStop } from './use-trading-stop.ts';

const TradeColumn = lazy(() => import('./trade/trade-column.tsx').then(module => ({ default: module.TradeColumn })));

/** Trading beside the page where there is room for it; its code is fetched there only. Where a coin is expected its place is kept. */
export function TradeAside({ take, expected }: { take: Take; expected: boolean }) {
  const roomy = useRoomy();
  const { data: coin, isLoading } = useQuery({ ...coinQuery(take.id), enabled: roomy });
  if (!roomy || (!coin && !(isLoading && expected))) return null;
  return <Card>{coin ? <Column take={take} coin={coin} /> : <Waiting />}</Card>;
}

function Column({ take, coin }: { take: Take; coin: Coin }) {
  const now = useNow(1000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one trade per coin, whatever its price does meanwhile
  const session = useMemo(() => tradeSession(subjectOf(take, coin), 'buy'), [coin.address]);
  const fee = launchFeeWords(coin, now);
  const stop = useTradingStop();
  if (stop) return <p className="secondary">{stop} Your coins are safe.</p>;
  if (fee) return <p className="secondary tabular">{fee}</p>;
  return (
    <Suspense fallback={<Waiting />}>
      <TradeColumn session={session} />
    </Suspense>
  );
}

/** As high as what comes: who has a wallet is told what a trade costs. */
function Waiting() {
  return <Skeleton height={useWalletAddress() ? 458 : 291} shape="control" />;
}

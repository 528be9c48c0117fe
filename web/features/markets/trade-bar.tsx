import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { useWalletAddress } from '../../lib/wallet-address.ts';
import { ActionBar } from '../../ui/action-bar/action-bar.tsx';
import { Change } from '../../ui/amount/amount.tsx';
import { Button } from '../../ui/button/button.tsx';
import { countdown } from '../../ui/format/time.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { balanceQuery } from './balance-query.ts';
import { coinQuery } from './coin-queries.ts';
import { ethUsdQuery } from './eth-usd.ts';
import { BUYING_WAITS } from './launch-fee-words.ts';
import styles from './markets.module.css';
import { changeOfDay, worthCompact } from './money.ts';
import type { Take } from './take.ts';
import { useBuy } from './use-buy.ts';
import { useTradingStop } from './use-trading-stop.ts';

/**
 * Price, Sell and Buy at the foot of a take's page, where trading has no column of its own. Buying waits until the launch fee has
 * fallen; how long that takes stands beside it, so that a reader is not told a new name each second. Where a coin is expected its place is kept; nothing where there is none.
 */
export function TradeBar({ take, expected }: { take: Take; expected: boolean }) {
  const { data: coin, isLoading } = useQuery(coinQuery(take.id));
  const rate = useQuery(ethUsdQuery).data ?? null;
  const wallet = useWalletAddress();
  const balance = useQuery(balanceQuery(coin?.address ?? null, wallet)).data;
  const stop = useTradingStop();
  const open = useBuy(take);
  const now = useNow(1000);
  if (!coin) return isLoading && expected ? <Waiting /> : null;
  const wait = coin.opensAt - now;
  const early = wait > 0 ? BUYING_WAITS : undefined;
  const empty = wallet !== null && balance === 0n ? `You hold no ${coin.symbol}.` : undefined;
  return (
    <div className={styles.narrowOnly}>
      <ActionBar
        label="Trade"
        lead={
          <>
            <b className="figure-inline">
              {coin.marketCap === null ? `$${coin.symbol}` : worthCompact(coin.marketCap, rate).before}
            </b>
            <div className="micro">
              {wait > 0 && !stop ? (
                <>
                  Opens in <span role="timer">{countdown(wait)}</span>
                </>
              ) : (
                <Change percent={changeOfDay(coin)} />
              )}
            </div>
          </>
        }
      >
        <Button variant="quiet" onClick={() => open('sell')} disabledReason={stop ?? empty}>
          Sell
        </Button>
        <Button onClick={() => open('buy')} disabledReason={stop ?? early}>
          Buy
        </Button>
      </ActionBar>
    </div>
  );
}

/** The boxes of the bar: what it will hold takes the place of them alone. */
function Waiting() {
  const box = usePending(true) ? '' : (styles.unseen ?? '');
  return (
    <div className={styles.narrowOnly}>
      <ActionBar label="Trade" lead={<Skeleton className={box} width={64} height={36} />}>
        <Skeleton className={box} height={48} shape="control" />
        <Skeleton className={box} height={48} shape="control" />
      </ActionBar>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { wei } from '../../../shared/kernel/units.ts';
import { valueAt } from '../../../shared/markets/price.ts';
import { useWalletAddress } from '../../lib/wallet-address.ts';
import { compactCount } from '../../ui/format/compact.ts';
import { tokenCompact } from '../../ui/format/money.ts';
import { FigureRow } from '../../ui/list/key-values.tsx';
import { balanceQuery } from './balance-query.ts';
import type { Coin } from './coin.ts';
import type { EthUsd } from './eth-usd.ts';
import styles from './markets.module.css';
import { worthCompact, worthText } from './money.ts';
import { Spread } from './spread.tsx';
import { useExitValue } from './use-exit-value.ts';

/** Who holds a coin, what was traded, and what the viewer holds of it. */
export function CoinHolding({ coin, rate }: { coin: Coin; rate: EthUsd | null }) {
  const wallet = useWalletAddress();
  const balance = useQuery(balanceQuery(coin.address, wallet)).data;
  const exit = useExitValue(coin, balance ?? 0n);
  const worth = balance && coin.price !== null ? valueAt(wei(coin.price), wei(balance)) : null;
  return (
    <>
      <FigureRow
        items={[
          { label: 'Holders', value: compactCount(coin.holders) },
          { label: 'Volume 24\u00a0h', value: worthCompact(coin.volume24h, rate).before },
          { label: 'You hold', value: heldWords(balance) },
        ]}
      />
      <Spread coin={coin} />
      {worth !== null && (
        <p className={styles.exit}>
          Worth {worthText(worth, rate).before} at this price.
          {exit !== null && ` Selling all now pays about ${worthText(exit, rate).before}.`}
        </p>
      )}
    </>
  );
}

/** Nobody has said yet, or nobody can: that is not "none". */
function heldWords(balance: bigint | undefined): string {
  if (balance === undefined) return '–';
  return balance > 0n ? tokenCompact(balance) : 'None';
}

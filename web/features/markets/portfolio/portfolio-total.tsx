import { Figure } from '../../../ui/amount/amount.tsx';
import type { EthUsd } from '../eth-usd.ts';
import { arrowOf, worthText } from '../money.ts';
import type { Portfolio } from './holdings.ts';
import styles from './portfolio.module.css';

type PortfolioTotalProps = { portfolio: Portfolio; rate: EthUsd | null; hidden: boolean };

/** What all of it is worth, and what it gained since the first trade. */
export function PortfolioTotal({ portfolio, rate, hidden }: PortfolioTotalProps) {
  const { worth, profit, cost } = portfolio;
  const percent = cost > 0n ? ` (${(Number(((profit < 0n ? -profit : profit) * 1000n) / cost) / 10).toFixed(1)}%)` : '';
  const size = profit < 0n ? -profit : profit;
  const { arrow, direction } = arrowOf(profit);
  return (
    <section className={styles.total} aria-label="Total">
      <Figure text={hidden ? '•••••' : worthText(worth, rate).before} size={64} />
      <p className="label">
        <span className={direction === 'none' ? 'secondary' : styles[direction]}>
          {arrow}
          {hidden ? '•••' : `${worthText(size, rate).before}${percent}`}
        </span>{' '}
        <span className="secondary">since you started</span>
      </p>
    </section>
  );
}

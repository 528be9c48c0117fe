import { Badge } from '../../../ui/badge/badge.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { tokenCompact, tokenText } from '../../../ui/format/money.ts';
import { GrooveLine } from '../../../ui/groove-line/groove-line.tsx';
import { KeyValues } from '../../../ui/list/key-values.tsx';
import { ethMoved } from '../money.ts';
import type { Side } from './side.ts';
import styles from './trade.module.css';
import type { Landed } from './trade-state.ts';
import type { TradeViewProps } from './trade-view-props.ts';

/** What was done, in place of the sheet's heading. */
export function LandedBadge({ side }: { side: Side }) {
  return (
    <Badge tone="limelight" icon="check">
      {side === 'buy' ? 'Bought' : 'Sold'}
    </Badge>
  );
}

/** What landed, against what was quoted. */
export function TradeLanded(props: TradeViewProps & { landed: Landed }) {
  const { state, landed, subject, facts, points, worth, share, viewCoin, openTransaction } = props;
  const symbol = subject.coin.symbol;
  const buy = state.side === 'buy';
  const { figure, line } = landedWords(landed, state.side, symbol);
  const word = buy ? 'Bought' : 'Sold';
  const hold = facts.coinBalance;
  return (
    <>
      <div role="alert">
        <span className="visually-hidden">{word}</span>
        <p className={styles.landed}>
          <span className="figure">{figure}</span>
          <span className={styles.landedUnit}>{line}</span>
        </p>
      </div>
      <div className={styles.drawing}>
        <GrooveLine
          peaks={subject.peaks}
          points={points}
          height={130}
          cutLabel="Became a coin"
          markers={points.length > 1 ? [{ at: points.at(-1)?.at ?? 0, label: `You ${word.toLowerCase()} here` }] : []}
          summary={`The price of ${symbol} up to where you ${word.toLowerCase()}.`}
        />
      </div>
      <div className={styles.rows}>
        <KeyValues
          rows={[
            { label: 'Landed in', value: `${seconds(landed.tookMs)}, ${againstQuote(landed, state.side)}` },
            ...(hold === null
              ? []
              : [
                  {
                    label: 'You now hold',
                    value: hold === 0n ? 'None' : [tokenCompact(hold), worth(hold)].filter(Boolean).join(', worth '),
                  },
                ]),
          ]}
        />
      </div>
      <Button full size="big" icon="share" onClick={share}>
        Share to cast
      </Button>
      <div className={styles.pair}>
        <Button variant="quiet" onClick={viewCoin}>
          View coin
        </Button>
        <Button variant="quiet" onClick={() => openTransaction(landed.hash)}>
          Receipt
        </Button>
      </div>
    </>
  );
}

/** What moved, in a figure and what stands beside it. Where the receipt does not say how much ether, the coins stand alone. */
export function landedWords(landed: Landed, side: Side, symbol: string): { figure: string; line: string } {
  const coins = tokenText(landed.coinAmount);
  const ether = landed.ether === null ? null : ethMoved(landed.ether);
  if (ether === null) return { figure: coins, line: side === 'buy' ? symbol : `${symbol} sold` };
  return side === 'buy'
    ? { figure: coins, line: `${symbol} for ${ether}` }
    : { figure: ether.replace(' ETH', ''), line: `ETH for ${coins} ${symbol}` };
}

function seconds(ms: number): string {
  return `${(Math.max(100, ms) / 1000).toFixed(1)} s`;
}

/** How what landed compares with the quote, in what was received. */
export function againstQuote(landed: Landed, side: Side): string {
  const got = side === 'buy' ? landed.coinAmount : landed.ether;
  if (got === null) return 'how much it paid shows in your wallet';
  const more = got - landed.expected;
  const write = side === 'buy' ? tokenText : ethMoved;
  const size = write(more < 0n ? -more : more);
  if (more === 0n || /^0( ETH)?$/.test(size)) return 'as quoted';
  return `${size} ${more > 0n ? 'more' : 'less'} than the quote`;
}

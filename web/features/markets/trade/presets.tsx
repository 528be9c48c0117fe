import { Chip } from '../../../ui/chip/chip.tsx';
import { maxSpend } from './judge-trade.ts';
import { parseAmount, roundDownSignificant } from './parse-amount.ts';
import styles from './trade.module.css';
import type { TradeViewProps } from './trade-view-props.ts';

const BUY_PRESETS = ['0.005', '0.01', '0.05'] as const;
const SELL_PRESETS = [25, 50, 75, 100] as const;

/** Amounts to choose from: ether to spend, with a Max that keeps the network fee; shares of the holding to sell. */
export function Presets({ state, facts, dispatch, tap }: TradeViewProps) {
  const { side, preset } = state;
  const choose = (name: string, amount: bigint) => {
    tap();
    dispatch({ type: 'preset', preset: name, amount });
  };
  const most = facts.ethBalance === null ? null : maxSpend(facts.ethBalance, facts.networkFee);
  const balance = facts.coinBalance ?? 0n;
  return (
    <fieldset className={styles.presets}>
      <legend className="visually-hidden">Amounts to choose from</legend>
      {side === 'buy' ? (
        <>
          {BUY_PRESETS.map(each => (
            <Chip key={each} shape="block" on={preset === each} onClick={() => choose(each, parseAmount(each) ?? 0n)}>
              {each}
            </Chip>
          ))}
          <Chip shape="block" on={preset === 'Max'} disabled={!most} onClick={() => most && choose('Max', most)}>
            Max
          </Chip>
        </>
      ) : (
        SELL_PRESETS.map(share => {
          const name = share === 100 ? 'All' : `${share}%`;
          const part = share === 100 ? balance : roundDownSignificant((balance * BigInt(share)) / 100n, 6);
          return (
            <Chip key={share} shape="block" on={preset === name} disabled={balance === 0n} onClick={() => choose(name, part)}>
              {name}
            </Chip>
          );
        })
      )}
    </fieldset>
  );
}

import type { DueClaim } from '../../../../shared/launches/collect.ts';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import { shortAddress } from '../../../lib/short-address.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Card } from '../../../ui/layout/layout.tsx';
import { KeyValues } from '../../../ui/list/key-values.tsx';
import { Notice } from '../../../ui/state/notice.tsx';
import { amountText, type Currency, currencyOf } from '../currency.ts';
import { worthText } from '../money.ts';
import { CollectDone } from './collect-done.tsx';
import { CollectProgress } from './collect-progress.tsx';
import { type CollectCardProps, sumsOf } from './collect-props.ts';
import { collectWords } from './collect-words.ts';
import styles from './earnings.module.css';

/** What waits for the viewer, by currency, and the one tap that has it sent. */
export function CollectCard(props: CollectCardProps) {
  const { state, claims, block, names, rate, shares, onCollect } = props;
  if (state.name === 'done') return <CollectDone {...props} collected={state.collected} />;
  if (state.name !== 'idle') return <CollectProgress {...props} state={state} />;
  const sums = sumsOf(claims);
  const said = state.notice && collectWords(state.notice, rate);
  return (
    <Card className={styles.card ?? ''}>
      <h2 className="heading-2">Ready to collect</h2>
      {said && (
        <Notice
          icon={state.notice?.kind === 'declined' ? 'hand' : 'warning'}
          tone={state.notice?.kind === 'declined' ? 'plain' : 'warn'}
          role="alert"
        >
          <strong>{said.bold}</strong> {said.rest}
        </Notice>
      )}
      {sums.length === 0 ? (
        <p className="label secondary">
          {shares
            ? 'Nothing right now. Your part of what trading earns waits here until you collect it.'
            : 'Nothing waits. Each trade pays your coins’ earnings straight to your wallet.'}
        </p>
      ) : (
        <>
          <KeyValues
            rows={sums.map(([token, amount], i) => ({
              label: currencyOf(token, names).symbol,
              lead: i === 0,
              value: (
                <>
                  {amountText(amount, currencyOf(token, names))}
                  {token === ETH && rate && <span className="secondary"> {worthText(amount, rate).before}</span>}
                </>
              ),
            }))}
          />
          <Button full size="big" onClick={onCollect}>
            {sums.length === 1 ? `Collect ${amountText(...first(sums, names))}` : `Collect all ${sums.length} currencies`}
          </Button>
          <p className={styles.foot}>
            {whereTo(claims)} You pay the network fee. As the splitter says at block {block.toLocaleString()}.
          </p>
        </>
      )}
    </Card>
  );
}

function first(sums: readonly [string, bigint][], names: ReadonlyMap<string, Currency>): [bigint, Currency] {
  const [token, amount] = sums[0] ?? [ETH, 0n];
  return [amount, currencyOf(token, names)];
}

function whereTo(claims: readonly DueClaim[]): string {
  const accounts = [...new Set(claims.map(each => each.account))];
  const short = accounts.map(shortAddress);
  return `It goes to ${accounts.length === 1 ? 'your wallet' : 'your wallets'} ${short.join(' and ')}.`;
}

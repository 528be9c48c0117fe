import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import { inEth } from '../../../../shared/markets/earnings.ts';
import { wordsOf } from '../../../lib/errors.ts';
import { useBroadcast } from '../../../lib/realtime.ts';
import { Figure } from '../../../ui/amount/amount.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { ethText } from '../../../ui/format/money.ts';
import { Section } from '../../../ui/layout/layout.tsx';
import { Notice } from '../../../ui/state/notice.tsx';
import { ethUsdQuery } from '../eth-usd.ts';
import { worthText } from '../money.ts';
import { sumsOf } from './collect-props.ts';
import styles from './earnings.module.css';
import { ownPayoutsQuery } from './own-payouts-query.ts';
import { type Earnings, useEarnings } from './use-earnings.ts';

/** On a creator's stage: what their coins earned in a week, what waits, and the way to all of it. Nothing where no coin is theirs. */
export function EarningsSummary({ userId, onOpen }: { userId: string; onOpen: () => void }) {
  const { ready, error, refetch } = useEarnings(userId);
  const cache = useQueryClient();
  const readAgain = () => void cache.invalidateQueries({ queryKey: ownPayoutsQuery(userId).queryKey });
  useBroadcast(`stage:${userId}`, { launch: readAgain }, { onJoin: readAgain });
  const rate = useQuery(ethUsdQuery).data ?? null;
  if (error && !ready) {
    return (
      <Section title="Earnings">
        <Notice icon="warning" tone="warn" role="status" action={{ label: 'Try again', onSelect: refetch }}>
          {wordsOf(error).body}
        </Notice>
      </Section>
    );
  }
  if (!ready || ready.payouts.length === 0) return null;
  const waiting = sumsOf(ready.due?.claims ?? []);
  const ether = waiting.find(([token]) => token === ETH)?.[1] ?? 0n;
  const others = waiting.filter(([token]) => token !== ETH).length;
  return (
    <Section
      title="Earnings"
      aside={
        <Button variant="text" size="small" onClick={onOpen}>
          {waiting.length > 0 ? 'Collect' : 'See all'}
        </Button>
      }
    >
      <dl className={styles.figures}>
        <div>
          <dt>Past 7 days</dt>
          <dd>
            <Figure text={worthText(ready.total.week, rate).before} size={36} />
            <span className="label secondary">{ethText(ready.total.week)} when paid</span>
          </dd>
        </div>
        <div>
          <dt>Ready to collect</dt>
          <dd>
            <Figure text={!ready.due ? '…' : ether === 0n ? '0' : ethText(ether).replace(' ETH', '')} unit="ETH" size={36} />
            <span className="label secondary">
              {[
                rate && ether > 0n ? worthText(ether, rate).before : null,
                others > 0 ? `and ${others} more ${others === 1 ? 'currency' : 'currencies'}` : null,
              ]
                .filter(Boolean)
                .join(' ') || (ready.shares ? 'Nothing right now' : 'Paid to your wallet')}
            </span>
          </dd>
        </div>
      </dl>
      <Parts earnings={ready} worth={wei => worthText(wei, rate).before} />
    </Section>
  );
}

/** How much of all that was earned comes from own coins and how much from parts of others'. Nothing unless there is both. */
function Parts({ earnings: { payouts, earned }, worth }: { earnings: Earnings; worth: (wei: bigint) => string }) {
  const own = new Set(payouts.filter(each => each.isOwn).map(each => each.coin as string));
  const mine = inEth(earned.filter(each => own.has(each.coin))).ever;
  const shared = inEth(earned.filter(each => !own.has(each.coin))).ever;
  if (mine === 0n || shared === 0n) return null;
  const share = Number((mine * 1000n) / (mine + shared));
  return (
    <>
      <div className={styles.bar} aria-hidden="true">
        <span style={{ flexGrow: share }} />
        <span style={{ flexGrow: 1000 - share }} />
      </div>
      <p className={styles.legend}>
        <span>
          <b>{worth(mine)}</b> own coins
        </span>
        <span>
          <b>{worth(shared)}</b> shared with you
        </span>
      </p>
    </>
  );
}

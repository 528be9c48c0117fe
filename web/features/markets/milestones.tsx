import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { HOLDER_MILESTONES } from '../../../shared/notifications/schema.ts';
import { useNow } from '../../lib/clock.ts';
import { wordsOf } from '../../lib/errors.ts';
import { useBroadcast } from '../../lib/realtime.ts';
import { grouped } from '../../ui/format/separators.ts';
import { dayLabel } from '../../ui/format/time.ts';
import { Section } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { StrobeRing } from '../../ui/strobe-ring/strobe-ring.tsx';
import { type CoinMilestones, milestonesQuery } from './milestones-query.ts';
import { useLiveCoin } from './use-live-coin.ts';

type MilestonesProps = {
  userId: string;
  /** Rows below those of coins. */
  further?: ReactNode;
  /** Whether these are worth showing where no coin is theirs. */
  alone?: boolean;
};

/** On a creator's stage: the milestone of holders that each coin reached last, and the way to the next. Nothing where no coin is theirs. */
export function Milestones({ userId, further, alone = false }: MilestonesProps) {
  const { data: coins, error, refetch } = useQuery(milestonesQuery(userId));
  const cache = useQueryClient();
  const readAgain = () => void cache.invalidateQueries({ queryKey: milestonesQuery(userId).queryKey });
  useBroadcast(`stage:${userId}`, { notice: readAgain, launch: readAgain }, { onJoin: readAgain });
  if (error && !coins) {
    return (
      <Section title="Milestones">
        <Notice icon="warning" tone="warn" role="status" action={{ label: 'Try again', onSelect: () => void refetch() }}>
          {wordsOf(error).body}
        </Notice>
      </Section>
    );
  }
  if (!coins || (coins.length === 0 && !alone)) return null;
  return (
    <Section title="Milestones">
      <List>
        {coins.map(coin => (
          <OfCoin key={coin.performanceId} coin={coin} named={coins.length > 1} />
        ))}
        {further}
      </List>
    </Section>
  );
}

function OfCoin({ coin, named }: { coin: CoinMilestones; named: boolean }) {
  const { data: live } = useLiveCoin(coin.performanceId);
  const now = useNow(60_000);
  const [last] = coin.reached;
  const next = HOLDER_MILESTONES.find(level => level > (last?.holders ?? 0));
  const whose = named ? `$${coin.symbol} · ` : '';
  return (
    <>
      {last && (
        <ListRow
          lead={<StrobeRing size={48} value={last.holders} target={last.holders} state="crossed" label="Reached" />}
          title={`${grouped(last.holders)} holders`}
          detail={`${whose}Reached ${dayLabel(last.at, now)}`}
        />
      )}
      {next && <Ahead level={next} holders={live?.holders ?? coin.holders} whose={whose} />}
    </>
  );
}

/** A count that has passed it counts as there once no reorg can take it back: until then it is as good as reached. */
function Ahead({ level, holders, whose }: { level: number; holders: number; whose: string }) {
  const count = Math.min(holders, level);
  return (
    <ListRow
      lead={
        <StrobeRing
          size={48}
          value={count}
          target={level}
          label={`${Math.floor((count / level) * 100)} percent of the way to ${grouped(level)} holders`}
        />
      }
      title={`${grouped(level)} holders`}
      detail={`${whose}${grouped(count)} of ${grouped(level)}`}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { useConnection } from '../../lib/connection.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { Button } from '../../ui/button/button.tsx';
import { cx } from '../../ui/cx.ts';
import { clockLabel, timeLabel } from '../../ui/format/time.ts';
import { Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import styles from './ops.module.css';
import { type Health, healthQuery, PART_NAMES, type PartState } from './read-health.ts';
import { useTroubles } from './use-troubles.ts';

/** `answering` is null until the first check has an answer, and once no check has: what is said of it would be of before. */
type Row = { name: string; answering: boolean | null; since: number | null; running: string; away: string };

/** What stands and what is away, since when, and what that means for a person. */
export function StatusScreen({ onBack }: { onBack: () => void }) {
  const { data, isError, isFetching, refetch } = useQuery({ ...healthQuery, refetchInterval: 10_000 });
  const troubles = useTroubles().map(({ kind }) => kind);
  const kinds = troubles.length === 0 && isError ? ['unanswered'] : troubles;
  const rows = useRows(data, isError);
  const { online } = useConnection();
  const now = useNow(1000);
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Status" onBack={onBack} />
      <Section label="Now">
        <p className="heading-1" role="status">
          {data || kinds.length > 0 ? headline(kinds) : 'Checking.'}
        </p>
        <p className={cx('label', 'secondary', styles.checked)} aria-live="off">
          {data?.checkedAt ? `Checked ${timeLabel(data.checkedAt, now, { ago: true })}` : 'Not checked yet'}
        </p>
      </Section>
      <Section title="Parts">
        <List label="Parts">
          {rows.map(row => (
            <ListRow
              key={row.name}
              title={row.name}
              detail={row.answering === false ? row.away : row.running}
              end={<State row={row} unknown={online && !isError ? 'Checking' : 'Not known'} />}
            />
          ))}
        </List>
      </Section>
      <Section label="Again">
        <Button
          variant="quiet"
          onClick={() => void refetch()}
          working={isFetching && kinds.length > 0 ? 'Checking' : undefined}
          disabledReason={kinds.includes('offline') ? 'It checks by itself once you are back.' : undefined}
        >
          Check again
        </Button>
      </Section>
    </Page>
  );
}

function State({ row, unknown }: { row: Row; unknown: string }) {
  if (row.answering === null) return <span className="label secondary">{unknown}</span>;
  if (row.answering) return <Badge icon="check">Running</Badge>;
  return (
    <Badge tone="paper" icon="warning">
      {row.since === null ? 'Away' : `Away since ${clockLabel(row.since)}`}
    </Badge>
  );
}

const WORDS: Record<PartState['name'], Omit<Row, 'answering' | 'since'>> = {
  chain: {
    name: 'Base',
    running: 'Coins, prices and trades',
    away: 'Trading waits and prices stand still. Your coins are safe on Base.',
  },
  quotes: { name: 'Quotes', running: 'What a trade would pay, from Zora', away: 'Trading waits. Your coins are safe on Base.' },
  farcaster: {
    name: 'Farcaster',
    running: 'Casts, likes, recasts and replies',
    away: 'New likes and takes show late. None is lost: they are counted when it is back.',
  },
  ipfs: {
    name: 'Media',
    running: 'Songs, films and pictures, from IPFS',
    away: 'Some do not load, and new coins wait. Counting and trading go on.',
  },
};

function useRows(health: Health | undefined, failed: boolean): Row[] {
  const { online, live, since } = useConnection();
  const checked = health?.parts ?? PART_NAMES.map(name => ({ name, answering: null, since: null }));
  const current = online && !failed;
  const parts = checked.map(({ name, answering, since: at }) => ({
    ...WORDS[name],
    answering: current || answering === false ? answering : null,
    since: at,
  }));
  const answering = current && (health ? true : null);
  return [
    {
      name: 'GigaVibe',
      answering,
      since: online ? null : since,
      running: 'The app and its database',
      away: 'We cannot be reached from here. What was done before is kept.',
    },
    {
      name: 'Live updates',
      answering: answering === null && live ? null : online && live,
      since,
      running: 'Numbers change while you look',
      away: 'Numbers are read again every few seconds instead.',
    },
    ...parts,
  ];
}

function headline(kinds: readonly string[]): string {
  const has = (kind: string) => kinds.includes(kind);
  if (kinds.length === 0) return 'Everything is running.';
  if (has('offline')) return 'You are offline.';
  if (has('unanswered')) return 'GigaVibe is not answering.';
  if (has('chain') || has('quotes')) return has('farcaster') ? 'Trading and counting wait.' : 'Trading waits. Counting goes on.';
  if (has('farcaster')) return 'Counting is late. Trading goes on.';
  if (has('ipfs')) return 'Some media do not load.';
  return 'Live updates are away.';
}

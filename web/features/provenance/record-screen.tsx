import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import { useNow } from '../../lib/clock.ts';
import { QueryState } from '../../lib/query-state.tsx';
import { timeLabel, utcLabel } from '../../ui/format/time.ts';
import { Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import styles from './provenance.module.css';
import { RecordCheck } from './record-check.tsx';
import { type Recorded, recordQuery } from './record-query.ts';

/** Who made something, from what, and when: as it was published, and a check of it in this browser. */
export function RecordScreen({ id, onBack, toFeed }: { id: string; onBack: () => void; toFeed: ReactNode }) {
  const query = useQuery(recordQuery(id));
  const waiting = (
    <Section label="Record">
      <Skeleton height={160} shape="control" />
    </Section>
  );
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Who made it" onBack={onBack} />
      {query.data ? (
        <>
          <Published recorded={query.data} />
          <RecordCheck id={id} recorded={query.data} />
        </>
      ) : (
        <QueryState
          query={query}
          waiting={waiting}
          notRead="We could not load this record. What is on Base stays there."
          lines={isUuid(id) ? ['Not', 'yet'] : ['No such', 'record']}
          action={!isUuid(id) && toFeed}
        >
          {isUuid(id)
            ? 'Its record is published with the next batch. Look again a little later.'
            : 'This address leads to no record.'}
        </QueryState>
      )}
    </Page>
  );
}

const WORDS: Record<string, string> = {
  kind: 'What it is',
  author: 'Made by',
  at: 'Made at',
  parents: 'Made from',
  content: 'Its file',
  pose: 'Its movement',
  id: 'Its number',
};

const KINDS: Record<string, string> = {
  profile: 'A profile',
  performance: 'A take',
  chain: 'A chain',
  move: 'A move of a chain',
};

function Published({ recorded }: { recorded: readonly [Recorded, ...Recorded[]] }) {
  const now = useNow(60_000);
  const [{ record }] = recorded;
  return (
    <Section title="The record">
      <List label="The record">
        {Object.entries(WORDS)
          .filter(([field]) => !isEmpty(record[field]))
          .map(([field, words]) => (
            <ListRow key={field} title={words} detail={shown(field, record[field])} />
          ))}
      </List>
      {recorded.map(each => (
        <p key={each.anchor} className="label secondary">
          {whereWords(each, now)}
        </p>
      ))}
    </Section>
  );
}

function whereWords({ anchor, count, publishedAt }: Recorded, now: number): string {
  const others = { 1: 'alone', 2: 'with one other' }[count] ?? `with ${count - 1} others`;
  const where = { registry: `in the registry on Base, ${others}`, eas: 'with EAS on Base', tableland: 'in Tableland' }[anchor];
  return publishedAt === null ? `On its way: ${where}.` : `Published ${where}, ${timeLabel(publishedAt, now, { ago: true })}.`;
}

const isEmpty = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** A field of a record as people read it; what a machine compares stays as it is. */
function shown(field: string, value: unknown): string {
  if (field === 'kind') return KINDS[String(value)] ?? String(value);
  if (field === 'at') return utcLabel(Date.parse(String(value)));
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') {
    const { id, fid } = value as { id?: string; fid?: number | null };
    return fid ? `Farcaster ${fid} (${id})` : String(id);
  }
  return String(value);
}

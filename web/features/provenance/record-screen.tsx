import { useMutation, useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { Button } from '../../ui/button/button.tsx';
import { timeLabel } from '../../ui/format/time.ts';
import { Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { QueryState } from '../../ui/state/query-state.tsx';
import styles from './provenance.module.css';
import { type Recorded, recordQuery } from './record-query.ts';

/** Who made something, from what, and when: as it was published, and a check of it in this browser. */
export function RecordScreen({ id, onBack }: { id: string; onBack: () => void }) {
  const query = useQuery(recordQuery(id));
  const waiting = (
    <Section label="Record">
      <Skeleton height={160} shape="control" />
    </Section>
  );
  return (
    <Page>
      <TopBar title="Who made it" onBack={onBack} />
      {query.data ? (
        <Found id={id} recorded={query.data} />
      ) : (
        <QueryState query={query} waiting={waiting} wordsOf={wordsOf} lines={['Not', 'yet']}>
          Its record is published with the next batch. Look again a little later.
        </QueryState>
      )}
    </Page>
  );
}

const WORDS: Record<string, string> = {
  kind: 'What it is',
  id: 'Its number',
  author: 'Made by',
  content: 'Content',
  pose: 'Movement',
  parents: 'Made from',
  at: 'Made at',
};

function Found({ id, recorded: { record, batch } }: { id: string; recorded: Recorded }) {
  const now = useNow(60_000);
  const check = useMutation({
    mutationFn: async () => {
      if (batch.txHash === null) throw new Error('It is not on the chain yet.');
      const { checkRecord } = await import('./check-record.ts');
      return checkRecord(id, record, batch.txHash);
    },
  });
  const wrong = check.data?.findings.filter(({ holds }) => holds === false).length ?? 0;
  return (
    <>
      <Section title="The record">
        <List label="The record">
          {Object.entries(WORDS).map(([field, words]) => (
            <ListRow key={field} title={words} detail={<span className={styles.value}>{shown(record[field])}</span>} />
          ))}
        </List>
        <p className="label secondary">
          {batch.publishedAt === null
            ? 'On its way to Base.'
            : `Published on Base ${timeLabel(batch.publishedAt, now, { ago: true })}, with ${batch.count === 1 ? 'no other' : `${batch.count - 1} others`}.`}
        </p>
      </Section>
      <Section
        title="Does it hold?"
        aside={check.data && <Badge icon={wrong ? 'warning' : 'check'}>{wrong ? 'It does not hold' : 'It holds'}</Badge>}
      >
        {check.data && (
          <List label="What was found">
            {check.data.findings.map(({ what, holds, says }) => (
              <ListRow
                key={`${what} ${says}`}
                title={`${holds === true ? 'Holds' : holds === false ? 'Does not hold' : 'Not known now'}: ${what}`}
                detail={<span className={styles.value}>{says}</span>}
              />
            ))}
            {check.data.publisher && (
              <ListRow title="Published by" detail={<span className={styles.value}>{check.data.publisher}</span>} />
            )}
          </List>
        )}
        {check.isError && (
          <Notice icon="warning" tone="down" role="alert">
            Base does not answer right now, or it is not there yet. Try again in a moment.
          </Notice>
        )}
        <p className="label secondary">
          This browser asks Base and IPFS, and does the proof again. Our database is not believed.
        </p>
        <Button variant="quiet" working={check.isPending ? 'Checking' : undefined} onClick={() => check.mutate()}>
          Check it now
        </Button>
      </Section>
    </>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return 'Nothing';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') {
    const { id, fid } = value as { id?: string; fid?: number | null };
    return fid ? `Farcaster ${fid} (${id})` : String(id);
  }
  return String(value);
}

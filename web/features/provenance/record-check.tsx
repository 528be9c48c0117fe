import { useMutation } from '@tanstack/react-query';
import { standingOfAll } from '../../../shared/provenance/standing.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Section } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import type { Checked } from './check-record.ts';
import styles from './provenance.module.css';
import type { Recorded } from './record-query.ts';

const STANDINGS = { holds: 'It holds', fails: 'It does not hold', unknown: 'Not known now', absent: 'It is not there' };
const PLACES = { registry: 'In the registry', eas: 'With EAS', tableland: 'In Tableland' };

/** Does the proof of a record again, place by place, and says what holds and what does not. */
export function RecordCheck({ id, recorded }: { id: string; recorded: readonly Recorded[] }) {
  const check = useMutation({
    mutationFn: async () => {
      if (recorded.every(({ txHash }) => txHash === null)) throw new Error('It is not on the chain yet.');
      const { checkRecord } = await import('./check-record.ts');
      return checkRecord(id, recorded);
    },
  });
  const standing = check.data && standingOfAll(check.data);
  return (
    <Section
      title="Does it hold?"
      aside={standing && <Badge icon={standing === 'holds' ? 'check' : 'warning'}>{STANDINGS[standing]}</Badge>}
    >
      {check.data?.map(verdict => (
        <Findings key={verdict.anchor} verdict={verdict} />
      ))}
      <div className={styles.ask}>
        <Fault>{check.isError && 'Base does not answer right now, or it is not there yet. Try again in a moment.'}</Fault>
        <p className="label secondary">
          This browser asks Base and IPFS, and does the proof again. Our database is not believed.
        </p>
        <Button variant="quiet" working={check.isPending ? 'Checking' : undefined} onClick={() => check.mutate()}>
          Check it now
        </Button>
      </div>
    </Section>
  );
}

function Findings({ verdict: { anchor, standing, findings, publisher } }: { verdict: Checked }) {
  return (
    <List label={`What was found: ${PLACES[anchor]}`}>
      <ListRow title={PLACES[anchor]} end={STANDINGS[standing]} />
      {findings.map(({ what, holds, says }) => (
        <ListRow
          key={`${what} ${says}`}
          title={`${holds === true ? 'Holds' : holds === false ? 'Does not hold' : 'Not known now'}: ${what}`}
          detail={says}
        />
      ))}
      {publisher && <ListRow title="Published by" detail={publisher} />}
    </List>
  );
}

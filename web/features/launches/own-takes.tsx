import type { ReactNode } from 'react';
import { Card, Centred, Section } from '../../ui/layout/layout.tsx';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import type { OwnTake } from './launch-queries.ts';
import styles from './launches.module.css';

type OwnTakesProps = {
  takes: readonly OwnTake[];
  /** How a take is doing: its climb and who reacted, or its coin. */
  renderTake: (take: OwnTake) => ReactNode;
  /** What to do where there are none. */
  perform: ReactNode;
  /** Nothing else is on the page: what is said of no takes stands in its middle. */
  alone: boolean;
};

/** How the viewer's takes do; or what to do where there are none. */
export function OwnTakes({ takes, renderTake, perform, alone }: OwnTakesProps) {
  if (takes.length === 0) {
    const empty = (
      <EmptyState lines={['The stage', 'is yours']} action={perform}>
        Perform a song or a dance and it appears here, with every like, recast and reply that it gets.
      </EmptyState>
    );
    return alone ? <Centred>{empty}</Centred> : <Section label="Your takes">{empty}</Section>;
  }
  return (
    <Section title="Right now" aside={`${takes.length} ${takes.length === 1 ? 'take' : 'takes'}`}>
      <ul className={styles.takes}>
        {takes.map(take => (
          <li key={take.id}>
            <Card>{renderTake(take)}</Card>
          </li>
        ))}
      </ul>
    </Section>
  );
}

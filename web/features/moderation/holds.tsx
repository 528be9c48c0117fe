import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../lib/session.ts';
import { Section } from '../../ui/layout/layout.tsx';
import type { Hold } from './hold.ts';
import { HoldCard } from './hold-card.tsx';
import { holdsQuery } from './holds-query.ts';
import styles from './moderation.module.css';

/** All that holds the viewer's takes and chains; nothing when nothing does. */
export function Holds() {
  const { data = [] } = useQuery(holdsQuery(useSession()?.user.id));
  const holding = data.filter(({ state }) => state !== 'cleared');
  if (holding.length === 0) return null;
  return (
    <Section title="Held" aside={holding.length === 1 ? '1 waits' : `${holding.length} wait`}>
      <ul className={styles.holds}>
        {holding.map(hold => (
          <li key={`${hold.kind} ${hold.id} ${hold.because}`}>
            <HoldCard hold={hold} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What holds one take, chain or place of the viewer's, and what an appeal of theirs came to. */
export function HoldOf({ kind, id }: { kind: Hold['kind']; id: string }) {
  const { data = [] } = useQuery(holdsQuery(useSession()?.user.id));
  const own = data.filter(hold => hold.kind === kind && hold.id === id);
  if (own.length === 0) return null;
  return (
    <div className={styles.holds}>
      {own.map(hold => (
        <HoldCard key={hold.because} hold={hold} />
      ))}
    </div>
  );
}

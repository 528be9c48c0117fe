import { useEffect, useState } from 'react';
import { watchRoom } from '../../lib/room.ts';
import { useSession } from '../../lib/session.ts';
import { compactCount } from '../../ui/format/compact.ts';
import styles from './performances.module.css';

/** On how many screens of people who are signed in this take's page is open now. One's own alone is no news. */
export function Listening({ performanceId }: { performanceId: string }) {
  const isSeen = useSession() !== null;
  const [people, setPeople] = useState(0);
  useEffect(() => watchRoom(`room:${performanceId}`, isSeen, setPeople), [performanceId, isSeen]);
  if (people === 0 || (people === 1 && isSeen)) return null;
  return (
    <p className={styles.listening}>
      <span className={styles.liveDot} aria-hidden="true" />
      {compactCount(people)} listening now
    </p>
  );
}

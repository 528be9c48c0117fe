import { useEffect, useState } from 'react';
import { watchRoom } from '../../lib/room.ts';
import { useSession } from '../../lib/session.ts';
import { compactCount } from '../../ui/format/compact.ts';
import styles from './performances.module.css';

/** How many people have this take's page open now. One's own presence alone is no news. */
export function Listening({ performanceId }: { performanceId: string }) {
  const me = useSession()?.user.id ?? null;
  const [people, setPeople] = useState(0);
  useEffect(() => watchRoom(`room:${performanceId}`, me, setPeople), [performanceId, me]);
  if (people === 0 || (people === 1 && me !== null)) return null;
  return (
    <p className={styles.listening}>
      <span className={styles.liveDot} aria-hidden="true" />
      {compactCount(people)} listening now
    </p>
  );
}

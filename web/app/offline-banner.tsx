import { useQueryClient } from '@tanstack/react-query';
import { useConnection } from '../lib/connection.ts';
import { clockLabel } from '../ui/format/time.ts';
import { Notice } from '../ui/state/notice.tsx';
import styles from './shell.module.css';

/** Says that what is on screen is from before the connection went. */
export function OfflineBanner() {
  const cache = useQueryClient();
  const { online, since } = useConnection();
  if (online) return null;
  return (
    <div className={styles.offline}>
      <Notice
        icon="offline"
        tone="paper"
        role="status"
        action={{ label: 'Retry', onSelect: () => void cache.invalidateQueries() }}
      >
        You are offline. Prices are from {clockLabel(since)}.
      </Notice>
    </div>
  );
}

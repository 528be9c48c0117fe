import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { useBroadcast } from '../../lib/realtime.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { countdown } from '../../ui/format/time.ts';
import { announcedQuery } from './launch-queries.ts';
import styles from './launches.module.css';

const BEFORE_COIN = new Set(['pinned', 'reserved', 'signed', 'sent', 'failed']);

/** For everybody who looks at a take whose coin was announced: when it opens. Nothing before and after. */
export function AnnouncedNote({ performanceId }: { performanceId: string }) {
  const cache = useQueryClient();
  const { data } = useQuery(announcedQuery(performanceId));
  const now = useNow(1000);
  const readAgain = () => void cache.invalidateQueries({ queryKey: announcedQuery(performanceId).queryKey });
  useBroadcast(`performance:${performanceId}`, { launch: readAgain }, { onJoin: readAgain });
  if (!data || data.opensAt === null || !BEFORE_COIN.has(data.status)) return null;
  const wait = data.opensAt - now;
  return (
    <section className={styles.announced} aria-label="A coin is coming">
      <div>
        <Badge tone="limelight" icon="clock">
          Announced
        </Badge>
        <p className={styles.announcedTitle}>
          ${data.ticker} {wait > 0 ? 'opens in' : 'is being made'}
        </p>
        <p className="label secondary">
          The creator approved this coin. The launch fee starts high and falls in seconds; buying opens at 5%.
        </p>
      </div>
      <p className="figure tabular" role="timer">
        {wait > 0 ? countdown(wait) : '0:00'}
      </p>
    </section>
  );
}

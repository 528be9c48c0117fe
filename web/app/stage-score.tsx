import { useQuery } from '@tanstack/react-query';
import { climbQuery, metricsQuery, recentQuery, type Signal } from '../features/engagement/engagement-queries.ts';
import { useLiveMetrics } from '../features/engagement/use-live-metrics.ts';
import { useNow } from '../lib/clock.ts';
import { NO_METRICS } from '../lib/metrics.ts';
import { Figure } from '../ui/amount/amount.tsx';
import { ClimbChart } from '../ui/climb-chart/climb-chart.tsx';
import { grouped } from '../ui/format/separators.ts';
import { clockLabel, timeLabel } from '../ui/format/time.ts';
import styles from './stage.module.css';

const DID: Record<Signal, string> = { like: 'liked', recast: 'recast', reply: 'replied' };
const HOUR_MS = 3_600_000;
const MOST_REACTIONS = 3;

/** A creator's take without a coin in a card: its points, the climb, who reacted last; live. */
export function StageScore({
  performanceId,
  title,
  castAt,
  onOpen,
}: {
  performanceId: string;
  title: string;
  castAt: number;
  onOpen: () => void;
}) {
  useLiveMetrics(performanceId, true);
  const metrics = useQuery(metricsQuery(performanceId)).data ?? null;
  const climb = useQuery(climbQuery(performanceId)).data ?? [];
  const recent = useQuery(recentQuery(performanceId)).data;
  const now = useNow(15_000);
  const score = metrics?.score ?? 0;
  const last = climb.at(-1);
  const anHourAgo = climb.findLast(step => step.at <= now - HOUR_MS)?.score ?? 0;
  const gained = Math.floor(score - anHourAgo);
  const from = Math.min(castAt, climb[0]?.at ?? castAt);
  return (
    <>
      <button type="button" className={styles.head} onClick={onOpen}>
        <span>
          <span className="strong few-lines" dir="auto">
            {title}
          </span>
          <span className="label secondary">{metrics?.crossedAt ? 'Crossed the line' : 'No coin yet'}</span>
        </span>
        <span className={styles.end}>
          <Figure text={grouped(Math.floor(score))} size={28} />
          <span className="label secondary">{gained > 0 ? `points, +${grouped(gained)} this hour` : 'points'}</span>
        </span>
      </button>
      {last && (
        <ClimbChart
          points={[{ at: from, score: 0 }, ...climb]}
          threshold={(metrics ?? NO_METRICS).threshold}
          thresholdLabel="Viral line"
          crossedAt={metrics?.crossedAt ?? null}
          from={from}
          to={last.at}
          timeLabel={at => clockLabel(at)}
          summary={`${title} has ${grouped(Math.floor(score))} points of the ${grouped((metrics ?? NO_METRICS).threshold)} that make the viral line`}
        />
      )}
      {recent && recent.length > 0 && (
        <ul className={styles.recent} aria-label="Latest reactions">
          {recent.slice(0, MOST_REACTIONS).map(({ signal, name, at }) => (
            <li key={`${at} ${name} ${signal}`}>
              <span className="few-lines">
                {name} {DID[signal]}
              </span>
              <span className="secondary">{timeLabel(at, now)}</span>
            </li>
          ))}
        </ul>
      )}
      {recent?.length === 0 && <p className="label secondary">No reactions yet. They appear here as they come.</p>}
    </>
  );
}

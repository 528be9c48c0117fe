import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import type { Metrics } from '../../lib/metrics.ts';
import { LiveMark } from '../../ui/badge/badge.tsx';
import { ClimbChart } from '../../ui/climb-chart/climb-chart.tsx';
import { grouped } from '../../ui/format/separators.ts';
import { clockLabel, dayLabel } from '../../ui/format/time.ts';
import { Section } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Unseen } from '../../ui/skeleton/unseen.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { climbLine } from './climb-steps.ts';
import styles from './engagement.module.css';
import { climbQuery } from './engagement-queries.ts';
import { useMetrics } from './use-metrics.ts';

type ClimbSectionProps = {
  performanceId: string;
  initial: Metrics | null;
  /** When the take was cast, unix ms: the climb starts from nothing there. */
  castAt: number;
};

/** The score of a take over time against the viral line. Nothing before the first reaction. */
export function ClimbSection({ performanceId, initial, castAt }: ClimbSectionProps) {
  const { data, isLoading } = useQuery(climbQuery(performanceId));
  const metrics = useMetrics(performanceId, initial);
  const now = useNow(15_000);
  const expected = isLoading && metrics !== null && metrics.lastAt !== null;
  const waiting = usePending(expected);
  if (waiting) return <Waiting />;
  if (expected)
    return (
      <Unseen>
        <Waiting />
      </Unseen>
    );
  const climb = data && metrics ? climbLine(data, metrics, castAt, now) : undefined;
  if (!climb || !metrics) return null;
  const score = climb.points.at(-1)?.score ?? 0;
  const summary =
    metrics.crossedAt === null
      ? `Score ${grouped(Math.floor(score))} of the ${grouped(metrics.threshold)} that make the viral line`
      : `The score crossed the viral line of ${grouped(metrics.threshold)} at ${clockLabel(metrics.crossedAt)} and is ${grouped(Math.floor(score))}`;
  return (
    <Section title="The climb" aside={climb.going ? <LiveMark /> : dayLabel(climb.to, now)}>
      <ClimbChart
        points={climb.points}
        threshold={metrics.threshold}
        thresholdLabel="Viral line"
        crossedAt={metrics.crossedAt}
        from={climb.from}
        to={climb.to}
        timeLabel={at => clockLabel(at)}
        endLabel={climb.going ? 'Now' : undefined}
        summary={summary}
      />
    </Section>
  );
}

function Waiting() {
  return (
    <Section title="The climb">
      <Skeleton height={176} shape="print" />
      <div className={styles.tableToCome} />
    </Section>
  );
}

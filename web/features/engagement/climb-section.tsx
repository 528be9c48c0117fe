import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { LiveMark } from '../../ui/badge/badge.tsx';
import { ClimbChart } from '../../ui/climb-chart/climb-chart.tsx';
import { grouped } from '../../ui/format/separators.ts';
import { clockLabel, dayLabel } from '../../ui/format/time.ts';
import { Section } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { climbQuery } from './engagement-queries.ts';
import type { Metrics } from './metrics.ts';
import { useMetrics } from './use-metrics.ts';

type ClimbSectionProps = {
  performanceId: string;
  initial: Metrics | null;
  /** When the take was cast, unix ms: the climb starts from nothing there. */
  castAt: number;
};

const DAY = 24 * 3_600_000;

/** The score of a take over time against the viral line. Nothing before the first reaction. */
export function ClimbSection({ performanceId, initial, castAt }: ClimbSectionProps) {
  const { data, isPending } = useQuery(climbQuery(performanceId));
  const metrics = useMetrics(performanceId, initial);
  const now = useNow(15_000);
  const waiting = usePending(isPending);
  if (waiting) {
    return (
      <Section title="The climb">
        <Skeleton height={176} shape="print" />
      </Section>
    );
  }
  const last = data?.at(-1);
  if (!data || !last || !metrics) return null;
  const from = Math.min(castAt, data[0]?.at ?? castAt);
  const going = metrics.crossedAt === null && now - last.at < DAY;
  const score = Math.max(last.score, metrics.score);
  const steps = [{ at: from, score: 0 }, ...data, ...(going ? [{ at: now, score }] : [])];
  const summary =
    metrics.crossedAt === null
      ? `Score ${grouped(Math.floor(score))} of the ${grouped(metrics.threshold)} that make the viral line`
      : `The score crossed the viral line of ${grouped(metrics.threshold)} at ${clockLabel(metrics.crossedAt)} and is ${grouped(Math.floor(score))}`;
  return (
    <Section title="The climb" aside={going ? <LiveMark /> : dayLabel(last.at, now)}>
      <ClimbChart
        points={steps}
        threshold={metrics.threshold}
        thresholdLabel="Viral line"
        crossedAt={metrics.crossedAt}
        from={from}
        to={going ? now : last.at}
        timeLabel={at => clockLabel(at)}
        endLabel={going ? 'Now' : undefined}
        summary={summary}
      />
    </Section>
  );
}

import type { ReactNode } from 'react';
import { useNow } from '../../lib/clock.ts';
import { type Metrics, NO_METRICS } from '../../lib/metrics.ts';
import { Spoken } from '../../lib/spoken.tsx';
import { Badge } from '../../ui/badge/badge.tsx';
import { grouped } from '../../ui/format/separators.ts';
import { StrobeRing } from '../../ui/strobe-ring/strobe-ring.tsx';
import { type ClimbStage, isOnItsWay, pointsToGo, shownScore, stageOf } from './climb.ts';
import styles from './engagement.module.css';
import { useMetrics } from './use-metrics.ts';

type StandingProps = { performanceId: string; initial: Metrics | null };

const SLOT_MS = 15_000;

const ringLabel = (metrics: Metrics, stage: ClimbStage) =>
  stage === 'crossed'
    ? 'Crossed the viral line'
    : `${Math.floor((shownScore(metrics) / metrics.threshold) * 100)} percent of the way to the viral line`;

const ringState = (stage: ClimbStage) => (stage === 'crossed' || stage === 'closed' ? stage : 'climbing');

/** The state of a take in words. `otherwise` is shown where there is nothing to say. */
export function StateBadge({ performanceId, initial, otherwise = null }: StandingProps & { otherwise?: ReactNode }) {
  const stage = stageOf(useMetrics(performanceId, initial), useNow(SLOT_MS));
  if (stage === 'crossed')
    return (
      <Badge tone="limelight" icon="viral">
        Went viral
      </Badge>
    );
  if (stage === 'quiet' || stage === 'closed') return otherwise;
  return <Badge icon="rising">Rising</Badge>;
}

/** In two lines: where it is, and what of. */
function wordsOf(metrics: Metrics, stage: ClimbStage, now: number): readonly [string, string] {
  if (stage === 'crossed') return ['Crossed', 'the viral line'];
  if (stage === 'confirming') return ['Crossing', 'being confirmed'];
  if (stage === 'closed') return ['Closed', 'it can cross no more'];
  if (stage === 'waiting') return ['Others', 'are still missing'];
  if (stage === 'large') return ['Many people', 'and not across'];
  return isOnItsWay(metrics, now)
    ? ['On its way', 'to the viral line']
    : [`${grouped(pointsToGo(metrics))} to go`, 'to the viral line'];
}

/** The way to the viral line in little room: points to go and the ring. */
export function RingLine({ performanceId, initial }: StandingProps) {
  const metrics = useMetrics(performanceId, initial) ?? NO_METRICS;
  const now = useNow(SLOT_MS);
  const stage = stageOf(metrics, now);
  const [strong, rest] = wordsOf(metrics, stage, now);
  return (
    <div className={styles.ringLine}>
      <p className={styles.toGo}>
        <strong className="tabular">{strong}</strong>
        <span>{rest}</span>
      </p>
      <StrobeRing
        size={60}
        value={shownScore(metrics)}
        target={metrics.threshold}
        state={ringState(stage)}
        label={ringLabel(metrics, stage)}
      />
    </div>
  );
}

type RisingPanelProps = StandingProps & {
  /** The person's, or "you". */
  name: string;
  /** Whether no coin comes of it any more. */
  over?: boolean;
};

/** The way to the viral line of a take that is no coin, by the rule in force. */
export function RisingPanel({ performanceId, initial, name, over = false }: RisingPanelProps) {
  const metrics = useMetrics(performanceId, initial) ?? NO_METRICS;
  const now = useNow(SLOT_MS);
  const stage = stageOf(metrics, now);
  const title = titleOf(metrics, stage, now);
  return (
    <div className={styles.rising}>
      <StrobeRing
        size={132}
        value={stage === 'waiting' || stage === 'large' ? metrics.score : shownScore(metrics)}
        target={metrics.threshold}
        state={ringState(stage)}
        label={ringLabel(metrics, stage)}
      />
      <div className={styles.risingWords}>
        <h2 className={styles.risingTitle}>{title}</h2>
        <p className="secondary">
          {peopleSoFar(metrics, stage)} {coinWords(stage, name, over)}
        </p>
      </div>
      <Spoken text={title} />
    </div>
  );
}

function coinWords(stage: ClimbStage, name: string, over: boolean): string {
  if (over) return 'It stays a cast, without a coin.';
  if (stage === 'closed' || stage === 'large') return '';
  return stage === 'crossed' ? `Whether it becomes a coin is up to ${name}.` : `Once it crosses, ${name} can make it a coin.`;
}

function titleOf(metrics: Metrics, stage: ClimbStage, now: number): string {
  if (stage === 'crossed') return 'It crossed the viral line';
  if (stage === 'waiting') return 'It has the points';
  if (stage === 'large') return 'Many people, and not across the line';
  if (stage === 'confirming') return 'Over the line, being confirmed';
  if (stage === 'closed') return 'Its time to cross is over';
  const missing = pointsToGo(metrics);
  const points = `${grouped(missing)} ${missing === 1 ? 'point' : 'points'}`;
  return isOnItsWay(metrics, now) ? `On its way, ${points} to go` : `${points} to the viral line`;
}

function peopleSoFar({ people, peopleNeeded, low, high }: Metrics, stage: ClimbStage): string {
  const over = stage === 'crossed' || stage === 'closed';
  const so = `${grouped(people)} ${people === 1 ? 'person' : 'people'}${over ? '' : ' so far'}, each counted once.`;
  if (over || stage === 'confirming') return so;
  if (stage === 'large') return `${so} Numbers alone do not cross it: people must come fast, and on their own.`;
  if (stage === 'waiting') return `${so} It still takes others, who come on their own and at another time.`;
  if (people < peopleNeeded) return `${so} It takes at least ${grouped(peopleNeeded)}, and counts for more when they come fast.`;
  return `${so} Takes like this end with ${grouped(Math.round(low))} to ${grouped(Math.round(high))}.`;
}

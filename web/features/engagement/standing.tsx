import { type ReactNode, useRef } from 'react';
import { firstRule } from '../../../shared/engagement/rule.ts';
import { useNow } from '../../lib/clock.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import { grouped } from '../../ui/format/separators.ts';
import { StrobeRing } from '../../ui/strobe-ring/strobe-ring.tsx';
import { pointsToGo, shownScore, stageOf } from './climb.ts';
import styles from './engagement.module.css';
import type { Metrics } from './metrics.ts';
import { useMetrics } from './use-metrics.ts';

type StandingProps = { performanceId: string; initial: Metrics | null };

const NOTHING: Metrics = {
  likes: 0,
  recasts: 0,
  replies: 0,
  score: 0,
  threshold: firstRule.threshold,
  crossedAt: null,
  version: 0,
};

const ringLabel = (metrics: Metrics) =>
  metrics.crossedAt === null
    ? `${Math.floor((shownScore(metrics) / metrics.threshold) * 100)} percent of the way to the viral line`
    : 'Crossed the viral line';

/** The state of a take in words. `otherwise` is shown where there is nothing to say. */
export function StateBadge({ performanceId, initial, otherwise = null }: StandingProps & { otherwise?: ReactNode }) {
  const stage = stageOf(useMetrics(performanceId, initial));
  if (stage === 'crossed')
    return (
      <Badge tone="limelight" icon="viral">
        Went viral
      </Badge>
    );
  if (stage === 'rising' || stage === 'waiting') return <Badge icon="rising">Rising</Badge>;
  return otherwise;
}

/** The way to the viral line in little room: points to go and the ring. */
export function RingLine({ performanceId, initial }: StandingProps) {
  const metrics = useMetrics(performanceId, initial) ?? NOTHING;
  const stage = stageOf(metrics);
  return (
    <div className={styles.ringLine}>
      <p className={styles.toGo}>
        <strong className="tabular">
          {stage === 'crossed' ? 'Crossed' : stage === 'waiting' ? 'More people' : `${grouped(pointsToGo(metrics))} to go`}
        </strong>
        <span>{stage === 'crossed' ? 'the viral line' : stage === 'waiting' ? 'and it crosses' : 'to the viral line'}</span>
      </p>
      <StrobeRing
        size={60}
        value={shownScore(metrics)}
        target={metrics.threshold}
        state={stage === 'crossed' ? 'crossed' : 'climbing'}
        label={ringLabel(metrics)}
      />
    </div>
  );
}

/** The way to the viral line of a take that has not crossed it, with the rule in force. `name` is the person's. */
export function RisingPanel({ performanceId, initial, name }: StandingProps & { name: string }) {
  const metrics = useMetrics(performanceId, initial) ?? NOTHING;
  const stage = stageOf(metrics);
  const { weights, peopleNeeded } = firstRule;
  const missing = pointsToGo(metrics);
  const title =
    stage === 'waiting' ? 'It has the points' : `${grouped(missing)} ${missing === 1 ? 'point' : 'points'} to the viral line`;
  return (
    <div className={styles.rising}>
      <StrobeRing
        size={132}
        value={stage === 'waiting' ? metrics.score : shownScore(metrics)}
        target={metrics.threshold}
        label={ringLabel(metrics)}
      />
      <div>
        <h2 className={styles.risingTitle}>{title}</h2>
        <p className="secondary">
          A recast adds {weights.recast}, a reply {weights.reply}, a like {weights.like}. It takes {peopleNeeded} different
          people. Once it crosses, {name} can make it a coin.
        </p>
      </div>
      <Spoken text={title} />
    </div>
  );
}

/** Says a changing sentence to readers, politely and at most every 15 s. */
function Spoken({ text }: { text: string }) {
  const slot = useNow(15_000);
  const said = useRef({ slot, text });
  if (said.current.slot !== slot) said.current = { slot, text };
  return (
    <span className="visually-hidden" aria-live="polite">
      {said.current.text}
    </span>
  );
}

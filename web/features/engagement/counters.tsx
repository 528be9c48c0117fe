import type { Metrics } from '../../lib/metrics.ts';
import { cx } from '../../ui/cx.ts';
import { compactCount } from '../../ui/format/compact.ts';
import { grouped } from '../../ui/format/separators.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import styles from './engagement.module.css';
import type { Signal } from './engagement-queries.ts';
import { useLiveMetrics } from './use-live-metrics.ts';
import { useMetrics } from './use-metrics.ts';

type CountersProps = {
  performanceId: string;
  initial: Metrics | null;
  /** Whether to listen for changes: the take is on screen. */
  live?: boolean;
  /** Likes, recasts and replies are given in Farcaster: opens the cast there. Without it the counters only count. */
  onOpen?: ((signal: Signal) => void) | undefined;
};

const COUNTED = [
  { signal: 'like', icon: 'heart', verb: 'Like', count: (metrics: Metrics) => metrics.likes, one: 'like', many: 'likes' },
  {
    signal: 'recast',
    icon: 'recast',
    verb: 'Recast',
    count: (metrics: Metrics) => metrics.recasts,
    one: 'recast',
    many: 'recasts',
  },
  { signal: 'reply', icon: 'reply', verb: 'Reply', count: (metrics: Metrics) => metrics.replies, one: 'reply', many: 'replies' },
] as const;

/** Likes, recasts and replies of a take, kept live. */
export function Counters({ performanceId, initial, live = true, onOpen }: CountersProps) {
  useLiveMetrics(performanceId, live);
  const metrics = useMetrics(performanceId, initial);
  return (
    <div className={styles.counters}>
      {COUNTED.map(({ signal, icon, verb, count, one, many }) => {
        const value = metrics ? count(metrics) : 0;
        const exact = `${grouped(value)} ${value === 1 ? one : many}`;
        return (
          <button
            key={signal}
            type="button"
            className={cx(styles.counter, 'tabular')}
            title={exact}
            aria-disabled={!onOpen || undefined}
            onClick={() => onOpen?.(signal)}
          >
            <Icon name={icon} />
            <span aria-hidden="true">{compactCount(value)}</span>
            <span className="visually-hidden">
              {verb}, {exact}
            </span>
          </button>
        );
      })}
    </div>
  );
}

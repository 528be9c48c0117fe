import { cx } from '../cx.ts';
import { changeText } from '../format/percent.ts';
import type { NumberText } from '../format/price.ts';
import { decimalSign } from '../format/separators.ts';
import styles from './amount.module.css';

/** A number as `format/` wrote it. Readers hear the full number; a run of zeros is drawn as a subscript. */
export function Amount({ text, className }: { text: NumberText; className?: string }) {
  if (text.zeros === undefined) return <span className={cx('tabular', className)}>{text.before}</span>;
  return (
    <span className={cx('tabular', styles.tiny, className)}>
      <span className="visually-hidden">{text.label}</span>
      <span aria-hidden="true">
        {text.before}
        <sub>{text.zeros}</sub>
        {text.after}
      </span>
    </span>
  );
}

/** A change in percent: a triangle and a figure, its period always written near it. Nothing where nothing is known. */
export function Change({ percent, className }: { percent: number | null; className?: string }) {
  if (percent === null) return null;
  const { direction, text, label } = changeText(percent);
  return (
    <span className={cx('tabular', styles.change, styles[direction], className)}>
      <span className="visually-hidden">{label}</span>
      <span aria-hidden="true" className={styles.drawn}>
        {direction !== 'none' && (
          <svg width="0.72em" height="0.72em" viewBox="0 0 10 10" aria-hidden="true">
            <path d={direction === 'up' ? 'M5 .6 9.8 9.4H.2Z' : 'M5 9.4.2.6h9.6Z'} fill="currentColor" />
          </svg>
        )}
        {text}
      </span>
    </span>
  );
}

/** A leading figure. Its cents stand back. */
export function Figure({
  text,
  size = 44,
  unit,
  className,
}: {
  text: string;
  size?: 20 | 28 | 36 | 44 | 56 | 64;
  unit?: string;
  className?: string;
}) {
  const at = text.lastIndexOf(decimalSign());
  const whole = unit ? `${text} ${unit}` : text;
  const cents = at > 0 && !unit && /^.\d\d$/.test(text.slice(at)) ? text.slice(at) : '';
  return (
    // What is long is as wide as a small phone at most.
    <span className={cx('figure', className)} style={{ fontSize: `min(${size}px, 17vw, ${(185 / whole.length).toFixed(2)}vw)` }}>
      {cents ? text.slice(0, at) : text}
      {cents && <span className={styles.cents}>{cents}</span>}
      {unit && <span className={styles.unit}> {unit}</span>}
    </span>
  );
}

import { cx } from '../cx.ts';
import { highestBetween, type Place } from './geometry.ts';
import styles from './groove-line.module.css';

/** About how wide a letter of these words is. */
const LETTER = 6.5;

/** A point of the line with its words on the side where there is room, above the line. */
export function Marker({ line, at, label, width }: { line: readonly Place[]; at: number; label: string; width: number }) {
  const place = line[at];
  if (!place) return null;
  const left = place.x > width / 2;
  const far = place.x + label.length * (left ? -LETTER : LETTER);
  const highest = highestBetween(line, Math.min(place.x, far), Math.max(place.x, far));
  return (
    <g>
      <circle cx={place.x} cy={place.y} r={4.5} className={styles.marker} />
      <text
        x={place.x + (left ? -4 : 4)}
        y={Math.max(12, Math.min(place.y, highest) - 12)}
        textAnchor={left ? 'end' : 'start'}
        className={cx(styles.words, styles.own)}
      >
        {label}
      </text>
    </g>
  );
}

import { type CSSProperties, useMemo } from 'react';
import { cx } from '../cx.ts';
import { type FittedLine, fitLines } from './fit.ts';
import { systemLength } from './system-length.ts';
import styles from './wood-type.module.css';

type WoodTypeProps = {
  /** At most three lines; the breaks are the author's. */
  lines: readonly string[];
  /** Height that the lines share, in parts of the measure: 0.286 is 112 px in a column of 392. */
  height: number;
  as?: 'h1' | 'h2' | 'h3' | 'span';
  /** The plain title for readers; by default the lines joined. */
  title?: string;
  className?: string;
};

/** A poster heading: each line is cut as wide as the column, like letterpress. Known before the first paint, so nothing moves. */
export function WoodType({ lines, height, as: Tag = 'h2', title, className }: WoodTypeProps) {
  const key = lines.join('\n');
  const fitted = useMemo(() => fitLines(key.split('\n'), height, systemLength), [key, height]);
  return (
    <Tag className={cx(styles.poster, className)}>
      <span className="visually-hidden">{title ?? lines.join(' ')}</span>
      {fitted.map(line => (
        <span
          key={line.text}
          aria-hidden="true"
          // Its end is where its own script has it.
          dir="auto"
          className={cx(styles.line, line.accents && styles.accents, line.width === undefined && styles.system)}
          style={styleOf(line)}
        >
          {line.text}
        </span>
      ))}
    </Tag>
  );
}

function styleOf({ size, width, outdent }: FittedLine): CSSProperties {
  const cqi = (part: number) => `${(part * 100).toFixed(3)}cqi`;
  const face = width === undefined ? {} : { fontStretch: `${width.toFixed(2)}%` };
  return { ...face, fontSize: cqi(size), marginLeft: `-${cqi(outdent)}` };
}

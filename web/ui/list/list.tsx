import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import styles from './list.module.css';

/** Rows between hairlines. */
export function List({ children, label, ordered }: { children: ReactNode; label?: string; ordered?: boolean }) {
  const Tag = ordered ? 'ol' : 'ul';
  return (
    <Tag className={styles.list} aria-label={label}>
      {children}
    </Tag>
  );
}

type ListRowProps = {
  /** Picture or place in an order. */
  lead?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** Between the words and the end: a sparkline. */
  middle?: ReactNode;
  end?: ReactNode;
  endDetail?: ReactNode;
  /** What a tap on the row does, where nothing else says that it can be tapped: "Change". */
  act?: string;
  /** Makes the whole row one control. */
  onSelect?: (() => void) | undefined;
};

/** Picture, two lines of words, two lines of figures. */
export function ListRow({ lead, title, detail, middle, end, endDetail, act, onSelect }: ListRowProps) {
  const content = (
    <>
      {lead}
      <span className={styles.words}>
        <span className={cx(styles.title, 'few-lines')} dir="auto">
          {title}
        </span>
        {detail && <span className={cx(styles.detail, 'few-lines')}>{detail}</span>}
      </span>
      {middle}
      {(end || endDetail || act) && (
        <span className={styles.end}>
          {end && <span className={styles.title}>{end}</span>}
          {endDetail && <span className={styles.detail}>{endDetail}</span>}
          {act && <span className={styles.act}>{act}</span>}
        </span>
      )}
    </>
  );
  return (
    <li className={styles.row}>
      {onSelect ? (
        <button type="button" className={cx(styles.content, styles.button)} onClick={onSelect}>
          {content}
        </button>
      ) : (
        <div className={styles.content}>{content}</div>
      )}
    </li>
  );
}

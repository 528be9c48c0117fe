import type { ReactNode } from 'react';
import { CheckedAvatar } from '../../lib/checked-avatar.tsx';
import { cx } from '../../ui/cx.ts';
import type { Performance } from './performance.ts';
import styles from './performances.module.css';

type PersonRowProps = {
  take: Performance;
  detail: ReactNode;
  size?: 40 | 44 | 48;
  /** Opens the person's profile. */
  onOpen?: (() => void) | undefined;
  /** A control of its own at the right. */
  beside?: ReactNode;
};

/** Who it is, under one control, and what can be done beside it. */
export function PersonRow({ take, detail, size = 40, onOpen, beside }: PersonRowProps) {
  const { person, ink } = take;
  const content = (
    <>
      <CheckedAvatar name={person.name} src={person.avatarUrl} size={size} ink={ink} />
      <span className={styles.personWords}>
        <span className="strong few-lines" dir="auto">
          {person.name}
        </span>
        <span className="label secondary few-lines">{detail}</span>
      </span>
    </>
  );
  const row = onOpen ? (
    <button type="button" className={cx(styles.person, styles.personButton)} onClick={onOpen}>
      {content}
      <span className="visually-hidden">, open profile</span>
    </button>
  ) : (
    <div className={styles.person}>{content}</div>
  );
  if (!beside) return row;
  return (
    <div className={styles.personLine}>
      {row}
      {beside}
    </div>
  );
}

import type { ReactNode } from 'react';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { cx } from '../../ui/cx.ts';
import type { Performance } from './performance.ts';
import styles from './performances.module.css';

type PersonRowProps = {
  take: Performance;
  detail: ReactNode;
  size?: 40 | 44 | 48;
  /** Opens the person's profile. */
  onOpen?: (() => void) | undefined;
};

/** Who it is, under one control. */
export function PersonRow({ take, detail, size = 40, onOpen }: PersonRowProps) {
  const { person, ink } = take;
  const content = (
    <>
      <Avatar name={person.name} src={person.avatarUrl} size={size} ink={ink} />
      <span className={styles.personWords}>
        <span className="strong one-line">{person.name}</span>
        <span className="label secondary one-line">{detail}</span>
      </span>
    </>
  );
  return onOpen ? (
    <button type="button" className={cx(styles.person, styles.personButton)} onClick={onOpen}>
      {content}
      <span className="visually-hidden">, open profile</span>
    </button>
  ) : (
    <div className={styles.person}>{content}</div>
  );
}

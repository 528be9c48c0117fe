import { useState } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { cx } from '../../ui/cx.ts';
import { timeLabel } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import type { Notice } from './notice.ts';
import { noticeWords } from './notice-words.ts';
import styles from './notifications.module.css';

type NoticeItemProps = {
  notice: Notice;
  now: number;
  /** The creator has still to decide about this take. */
  waits: boolean;
  onOpen: () => void;
  onReview: () => void;
};

/** One thing that happened: its drawing, a sentence, when, and the picture of the take. */
export function NoticeItem({ notice, now, waits, onOpen, onReview }: NoticeItemProps) {
  const { icon, words } = noticeWords(notice, waits);
  return (
    <li className={styles.item}>
      <span className={cx(styles.icon, waits && styles.lamp)}>
        <Icon name={icon} />
      </span>
      <div className={styles.words}>
        <button type="button" className={styles.open} onClick={onOpen}>
          <span className={cx(!notice.isRead && 'strong')}>{words}</span>
          <span className="label secondary">
            {timeLabel(notice.at, now)}
            {!notice.isRead && <span className="visually-hidden">, new</span>}
          </span>
        </button>
        {waits && (
          <Button size="small" onClick={onReview}>
            Review coin
          </Button>
        )}
      </div>
      {!notice.isRead && <span className={styles.new} />}
      <Picture url={notice.posterUrl} ink={notice.ink} />
    </li>
  );
}

function Picture({ url, ink }: { url: string | null; ink: string }) {
  const [broken, setBroken] = useState(false);
  if (!url || broken) return <span className={styles.picture} style={{ background: `var(--ink-${ink})` }} />;
  return <img className={styles.picture} src={url} alt="" loading="lazy" onError={() => setBroken(true)} />;
}

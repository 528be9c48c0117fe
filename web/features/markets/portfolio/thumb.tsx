import { useState } from 'react';
import { CheckedPicture } from '../../../lib/checked-picture.tsx';
import styles from './portfolio.module.css';

/** The picture of a take beside its words, or its ink while there is none. */
export function Thumb({ url, ink, small }: { url: string | null; ink: string; small?: boolean }) {
  const [broken, setBroken] = useState(false);
  const size = small ? { width: 36, height: 46 } : { width: 44, height: 56 };
  if (!url || broken) return <span className={styles.thumb} style={{ ...size, background: `var(--ink-${ink})` }} />;
  return <CheckedPicture className={styles.thumb} style={size} src={url} onFail={() => setBroken(true)} />;
}

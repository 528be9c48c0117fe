import { useState } from 'react';
import styles from './avatar.module.css';
import { type Ink, initials, inkOf } from './initials.ts';

type AvatarProps = {
  name: string;
  src?: string | null | undefined;
  /** Edge in px. */
  size?: 24 | 32 | 36 | 40 | 44 | 48 | 64 | 96;
  ink?: Ink;
};

/** A person's picture, or their initials on their ink while there is none. The name stands beside it, so readers skip it. */
export function Avatar({ name, src, size = 40, ink = inkOf(name) }: AvatarProps) {
  const [broken, setBroken] = useState<string>();
  const style = { width: size, height: size, fontSize: size * 0.38, background: `var(--flat-${ink})` };
  return (
    <span className={styles.avatar} style={style} aria-hidden="true">
      {src && src !== broken ? (
        <img src={src} alt="" width={size} height={size} loading="lazy" onError={() => setBroken(src)} />
      ) : (
        initials(name)
      )}
    </span>
  );
}

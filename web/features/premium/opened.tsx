import { useObjectUrl } from '../../lib/use-object-url.ts';
import styles from './premium.module.css';

type OpenedProps = { blob: Blob; title: string; onPlay: () => void };

/** Plays what was opened, from memory, with the browser's own controls. */
export function Opened({ blob, title, onPlay }: OpenedProps) {
  const url = useObjectUrl(blob);
  if (!url) return null;
  const rest = { src: url, controls: true, controlsList: 'nodownload', 'aria-label': `${title}, for holders`, onPlay } as const;
  return blob.type.startsWith('video/') ? (
    <video className={styles.film} playsInline {...rest} />
  ) : (
    <audio className={styles.sound} {...rest} />
  );
}

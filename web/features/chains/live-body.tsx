import { useEffect, useRef, useState } from 'react';
import { Fault } from '../../ui/state/fault.tsx';
import { bodyPath } from './body-path.ts';
import styles from './movement.module.css';
import type { Seen } from './watch-body.ts';

type LiveBodyProps = {
  model: { url: string; sha256: string };
  /** What was just seen, and the picture's width through its height. */
  onSeen: (seen: Seen, aspect: number) => void;
};

/** The camera's picture as a mirror, with the body that is seen drawn over it. */
export function LiveBody({ model, onSeen }: LiveBodyProps) {
  const video = useRef<HTMLVideoElement>(null);
  const bones = useRef<SVGPathElement>(null);
  const tell = useRef(onSeen);
  tell.current = onSeen;
  const [aspect, setAspect] = useState<number>();
  const [somebody, setSomebody] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const { url, sha256 } = model;
  useEffect(() => {
    const over = new AbortController();
    const { signal } = over;
    let shape = 1;
    const open = async () => {
      const { openLive } = await import('./open-live.ts');
      if (!video.current || signal.aborted) return;
      const onOpen = (found: number) => {
        shape = found;
        setAspect(found);
      };
      const seen = (found: Seen) => {
        if (signal.aborted) return;
        const { landmarks } = found;
        const point = (landmark: number) =>
          `${Math.round((landmarks?.[landmark]?.x ?? 0) * 1_000 * shape)} ${Math.round((landmarks?.[landmark]?.y ?? 0) * 1_000)}`;
        bones.current?.setAttribute('d', landmarks ? bodyPath(point) : '');
        setSomebody(landmarks !== null);
        tell.current(found, shape);
      };
      await openLive(video.current, { url, sha256 }, { onOpen, onSeen: seen }, signal);
    };
    open().catch(error => {
      if (!signal.aborted) setWrong(error instanceof Error ? error.message : String(error));
    });
    return () => over.abort();
  }, [url, sha256]);
  if (wrong !== undefined) return <Fault>{wrong}</Fault>;
  return (
    <figure className={styles.live}>
      <div className={styles.mirror}>
        <video ref={video} muted playsInline aria-label="What your camera sees" />
        <svg viewBox={`0 0 ${Math.round((aspect ?? 1) * 1_000)} 1000`} aria-hidden="true">
          <path ref={bones} />
        </svg>
      </div>
      <figcaption role="status" className="label secondary">
        {aspect === undefined
          ? 'Opening the camera'
          : somebody
            ? 'We see you. The picture stays on this device.'
            : 'Step back until all of you is in the picture.'}
      </figcaption>
    </figure>
  );
}

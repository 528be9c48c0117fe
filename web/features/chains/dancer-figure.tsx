import { useEffect, useRef } from 'react';
import { landmarkOf, type PoseSequence, poseMs } from '../../../shared/chains/pose.ts';
import { bodyPath } from './body-path.ts';
import styles from './movement.module.css';

const point = (frame: readonly number[]) => (landmark: number) =>
  landmarkOf(frame, landmark).slice(0, 2).map(Math.round).join(' ');

type DancerFigureProps = {
  pose: PoseSequence;
  playing: boolean;
  ink: string;
  /** As in a mirror. */
  mirrored?: boolean;
  /** 1 is the pace of the recording. */
  speed?: number;
  /** Told at the end, in place of beginning again. */
  onEnd?: (() => void) | undefined;
};

/** Somebody made of limbs, from pose data; moves while `playing`, again and again unless somebody waits for the end. */
export function DancerFigure({ pose, playing, ink, mirrored = false, speed = 1, onEnd }: DancerFigureProps) {
  const end = useRef(onEnd);
  end.current = onEnd;
  const body = useRef<SVGPathElement>(null);
  const head = useRef<SVGCircleElement>(null);
  useEffect(() => {
    const show = (frame: readonly number[]) => {
      body.current?.setAttribute('d', bodyPath(point(frame)));
      const [x, y] = landmarkOf(frame, 0);
      head.current?.setAttribute('cx', String(x));
      head.current?.setAttribute('cy', String(y));
    };
    show(pose.frames[Math.floor(pose.frames.length / 3)] ?? []);
    if (!playing) return;
    const length = poseMs(pose);
    const began = performance.now();
    let asked = requestAnimationFrame(function step(now) {
      const danced = (now - began) * speed;
      if (danced > length && end.current) return end.current();
      const at = danced % (length + 400);
      show(pose.frames.findLast(([time = 0]) => time <= at) ?? pose.frames[0] ?? []);
      asked = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(asked);
  }, [pose, playing, speed]);
  return (
    <svg
      viewBox="-2000 -2100 4000 4400"
      className={styles.figure}
      style={{ background: `var(--flat-${ink})`, transform: mirrored ? 'scaleX(-1)' : undefined }}
      aria-hidden="true"
    >
      <path ref={body} />
      <circle ref={head} r="300" />
    </svg>
  );
}

import { useEffect, useRef } from 'react';
import { landmarkOf, type PoseSequence, poseMs } from '../../../shared/chains/pose.ts';
import styles from './chains.module.css';

/** Landmarks that are joined to a body. */
const LINES = [
  [11, 13, 15],
  [12, 14, 16],
  [23, 25, 27],
  [24, 26, 28],
] as const;
const point = (frame: readonly number[], landmark: number) => landmarkOf(frame, landmark).slice(0, 2).map(Math.round).join(' ');

function pathOf(frame: readonly number[]): string {
  const limbs = LINES.map(line => `M${line.map(landmark => point(frame, landmark)).join('L')}`);
  return `${limbs.join('')}M${[11, 12, 24, 23].map(landmark => point(frame, landmark)).join('L')}Z`;
}

/** Somebody made of limbs, from pose data; moves while `playing`, at the pace of the recording. */
export function DancerFigure({ pose, playing, ink }: { pose: PoseSequence; playing: boolean; ink: string }) {
  const body = useRef<SVGPathElement>(null);
  const head = useRef<SVGCircleElement>(null);
  useEffect(() => {
    const show = (frame: readonly number[]) => {
      body.current?.setAttribute('d', pathOf(frame));
      const [x, y] = landmarkOf(frame, 0);
      head.current?.setAttribute('cx', String(x));
      head.current?.setAttribute('cy', String(y));
    };
    show(pose.frames[Math.floor(pose.frames.length / 3)] ?? []);
    if (!playing) return;
    const length = poseMs(pose);
    const began = performance.now();
    let asked = requestAnimationFrame(function step(now) {
      const at = (now - began) % (length + 400);
      show(pose.frames.findLast(([time = 0]) => time <= at) ?? pose.frames[0] ?? []);
      asked = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(asked);
  }, [pose, playing]);
  return (
    <svg
      viewBox="-2000 -2100 4000 4400"
      className={styles.figure}
      style={{ background: `var(--flat-${ink})` }}
      aria-hidden="true"
    >
      <path ref={body} />
      <circle ref={head} r="300" />
    </svg>
  );
}

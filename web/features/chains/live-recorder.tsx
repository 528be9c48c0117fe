import { useRef, useState } from 'react';
import { importPose, type PoseCapture } from '../../../shared/chains/import-pose.ts';
import { MOST_POSE_MS, type PoseSequence } from '../../../shared/chains/pose.ts';
import { Button } from '../../ui/button/button.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { LiveBody } from './live-body.tsx';
import styles from './movement.module.css';
import sheet from './sheets.module.css';
import { useCountIn } from './use-count-in.ts';
import type { Seen } from './watch-body.ts';

type LiveRecorderProps = { model: { url: string; sha256: string }; onPose: (pose: PoseSequence) => void };

/** Dancing before the camera: the movement is kept, the picture is not. */
export function LiveRecorder({ model, onPose }: LiveRecorderProps) {
  const { count, start, stop } = useCountIn();
  const [wrong, setWrong] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const seen = useRef<{ frames: PoseCapture['frames']; aspect: number; looks: number; began: number | null }>(nothing());
  const end = () => {
    stop();
    const { frames, aspect, looks } = seen.current;
    try {
      if (frames.length < looks / 2) throw new Error('hardly seen');
      onPose(importPose({ aspect, frames }));
    } catch {
      setWrong(true);
    }
  };
  const look = ({ t, landmarks }: Seen, aspect: number) => {
    if (count !== 'on') return;
    const mine = seen.current;
    mine.began ??= t;
    mine.looks += 1;
    mine.aspect = aspect;
    const at = t - mine.began;
    if (landmarks) mine.frames.push({ t: at, landmarks });
    setSeconds(Math.floor(at / 1_000));
    if (at >= MOST_POSE_MS - 1_000) end();
  };
  const begin = () => {
    seen.current = nothing();
    setSeconds(0);
    setWrong(false);
    start();
  };
  return (
    <div className={sheet.picker}>
      <div className={styles.stage}>
        <LiveBody model={model} onSeen={look} />
        {typeof count === 'number' && (
          <span className={styles.count} role="status">
            {count}
          </span>
        )}
      </div>
      <Fault>{wrong && 'You were hardly seen. Step back until all of you is in the picture, and dance it again.'}</Fault>
      {count === null ? (
        <Button variant="outline" full icon="video" onClick={begin}>
          Count me in
        </Button>
      ) : (
        <Button variant="outline" full icon="pause" onClick={count === 'on' ? end : stop}>
          {count === 'on' ? `Done · ${seconds} s` : 'Stop'}
        </Button>
      )}
    </div>
  );
}

const nothing = () => ({ frames: [], aspect: 1, looks: 0, began: null });

import { useEffect, useRef, useState } from 'react';
import type { PoseCapture } from '../../../shared/chains/import-pose.ts';
import type { PoseSequence } from '../../../shared/chains/pose.ts';
import { scoreSoFar } from '../../../shared/chains/score-so-far.ts';
import type { Seen } from './watch-body.ts';

/** The score is counted again so often: it is read, not watched. */
const SCORE_EVERY_MS = 700;

/** What was seen since the phrase began, by the page's clock: the camera may open when it is under way. `scored`: when last, in ms of it. */
type SoFar = { frames: PoseCapture['frames']; began: number; scored: number };
const nothing = (): SoFar => ({ frames: [], began: performance.now(), scored: 0 });

/**
 * How well somebody before a camera dances along with `whole`, while it is `on`, at `speed` (1 is its own pace). `look` takes
 * what the camera sees; `score` is null until there is one.
 */
export function useLiveScore(whole: PoseSequence | null, { on, speed }: { on: boolean; speed: number }) {
  const [score, setScore] = useState<number | null>(null);
  const seen = useRef(nothing());
  useEffect(() => {
    if (on) seen.current = nothing();
  }, [on]);
  const look = ({ t, landmarks }: Seen, aspect: number) => {
    if (!on || whole === null || landmarks === null) return;
    const mine = seen.current;
    const at = t - mine.began;
    mine.frames.push({ t: at, landmarks });
    if (at - mine.scored < SCORE_EVERY_MS) return;
    mine.scored = at;
    setScore(scoreSoFar(whole, { aspect, frames: mine.frames }, speed));
  };
  return { score, look, forget: () => setScore(null) };
}

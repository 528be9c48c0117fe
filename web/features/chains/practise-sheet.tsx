import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PoseCapture } from '../../../shared/chains/import-pose.ts';
import { joinPoses } from '../../../shared/chains/join-poses.ts';
import { scoreSoFar } from '../../../shared/chains/score-so-far.ts';
import { env } from '../../lib/env.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Chip } from '../../ui/chip/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import type { Move } from './chain.ts';
import styles from './chains.module.css';
import { DancerFigure } from './dancer-figure.tsx';
import { LiveBody } from './live-body.tsx';
import { poseQuery } from './pose-query.ts';
import { useCountIn } from './use-count-in.ts';
import type { Seen } from './watch-body.ts';

type PractiseSheetProps = {
  phrase: readonly Move[];
  ink: string;
  onClose: () => void;
  /** The model that sees bodies; null where none is configured: then there is no score. */
  model?: { url: string; sha256: string } | null;
};

/** The score is counted again so often: it is read, not watched. */
const SCORE_EVERY_MS = 700;

/** What was seen since the phrase began, by the page's clock: the camera may open when it is under way. `scored`: when last, in ms of it. */
type SoFar = { frames: PoseCapture['frames']; began: number; scored: number };
const nothing = (): SoFar => ({ frames: [], began: performance.now(), scored: 0 });

/** A phrase to learn: danced after a count, as in a mirror or not, at half its pace or not; with a camera, how well one dances along. Nothing is kept or sent. */
export function PractiseSheet({ phrase, ink, onClose, model = env().poseModel }: PractiseSheetProps) {
  const read = useQueries({ queries: phrase.flatMap(({ danced }) => (danced ? [poseQuery(danced)] : [])) });
  const ready = read.length > 0 && read.every(({ data }) => data !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the poses are new at each drawing, but the same once they are there
  const whole = useMemo(() => (ready ? joinPoses(read.flatMap(({ data }) => data ?? [])) : null), [ready]);
  const failed = read.find(({ error }) => error !== null);
  const [mirrored, setMirrored] = useState(true);
  const [slow, setSlow] = useState(false);
  const [camera, setCamera] = useState(false);
  const [score, setScore] = useState<number | null>(null);
  const { count, start, stop } = useCountIn();
  const speed = slow ? 0.5 : 1;
  const on = count === 'on';
  const seen = useRef(nothing());
  useEffect(() => {
    if (on) seen.current = nothing();
  }, [on]);
  const begin = () => {
    setScore(null);
    start();
  };
  const look = ({ t, landmarks }: Seen, aspect: number) => {
    if (!on || whole === null || landmarks === null) return;
    const mine = seen.current;
    const at = t - mine.began;
    mine.frames.push({ t: at, landmarks });
    if (at - mine.scored < SCORE_EVERY_MS) return;
    mine.scored = at;
    setScore(scoreSoFar(whole, { aspect, frames: mine.frames }, speed));
  };
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Practise">
      <div className={styles.form}>
        <p>{phrase.map(move => move.name).join(', ')}</p>
        <div className={cx(camera && styles.duo)}>
          {failed?.error ? (
            <Notice
              icon="warning"
              tone="down"
              role="alert"
              action={{
                label: 'Try again',
                onSelect: () => void read.filter(({ isError }) => isError).map(({ refetch }) => refetch()),
              }}
            >
              {wordsOf(failed.error).body}
            </Notice>
          ) : (
            <div className={styles.stage}>
              {whole ? (
                <DancerFigure pose={whole} playing={on} ink={ink} mirrored={mirrored} speed={speed} onEnd={stop} />
              ) : (
                <Skeleton height={260} shape="print" />
              )}
              {typeof count === 'number' && (
                <span className={styles.count} role="status">
                  {count}
                </span>
              )}
            </div>
          )}
          {camera && model && <LiveBody model={model} onSeen={look} />}
        </div>
        {camera && (
          <p className="strong" role="status">
            {score !== null ? `${score}% match${on ? ' so far' : ''}.` : 'Your match shows while you dance along.'}
          </p>
        )}
        <div className={styles.kinds}>
          <Chip on={mirrored} onClick={() => setMirrored(!mirrored)} disabled={on}>
            Mirror
          </Chip>
          <Chip on={slow} onClick={() => setSlow(!slow)} disabled={on}>
            Half speed
          </Chip>
          {model && (
            <Chip on={camera} onClick={() => setCamera(!camera)} disabled={on}>
              See my match
            </Chip>
          )}
        </div>
        <Button
          size="big"
          full
          icon={count === null ? 'play' : 'pause'}
          disabledReason={whole ? undefined : 'The moves are still coming.'}
          onClick={count === null ? begin : stop}
        >
          {count === null ? 'Count me in' : 'Stop'}
        </Button>
      </div>
    </Sheet>
  );
}

import { useState } from 'react';
import type { PoseSequence } from '../../../shared/chains/pose.ts';
import { env } from '../../lib/env.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Chip } from '../../ui/chip/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import type { Move } from './chain.ts';
import { DancerFigure } from './dancer-figure.tsx';
import { LiveBody } from './live-body.tsx';
import styles from './movement.module.css';
import sheet from './sheets.module.css';
import { type Count, useCountIn } from './use-count-in.ts';
import { useLiveScore } from './use-live-score.ts';
import { usePhrasePoses } from './use-phrase-poses.ts';

type PractiseSheetProps = {
  phrase: readonly Move[];
  ink: string;
  onClose: () => void;
  /** The model that sees bodies; null where none is configured: then there is no score. */
  model?: { url: string; sha256: string } | null;
};

/**
 * A phrase to learn: danced after a count, as in a mirror or not, at half its pace or not; with a camera, how well one dances
 * along. Nothing is kept or sent.
 */
export function PractiseSheet({ phrase, ink, onClose, model = env().poseModel }: PractiseSheetProps) {
  const { whole, error, readAgain } = usePhrasePoses(phrase);
  const [mirrored, setMirrored] = useState(true);
  const [slow, setSlow] = useState(false);
  const [camera, setCamera] = useState(false);
  const { count, start, stop } = useCountIn();
  const speed = slow ? 0.5 : 1;
  const on = count === 'on';
  const { score, look, forget } = useLiveScore(whole, { on, speed });
  const begin = () => {
    forget();
    start();
  };
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Practise">
      <div className={sheet.form}>
        <p>{phrase.map(move => move.name).join(', ')}</p>
        <div className={cx(camera && styles.duo)}>
          {error ? (
            <Notice icon="warning" tone="down" role="alert" action={{ label: 'Try again', onSelect: readAgain }}>
              {wordsOf(error).body}
            </Notice>
          ) : (
            <Stage pose={whole} count={count} ink={ink} mirrored={mirrored} speed={speed} onEnd={stop} />
          )}
          {camera && model && <LiveBody model={model} onSeen={look} />}
        </div>
        {camera && (
          // While it moves with each picture, it is for the eye alone.
          <p className="strong" role="status" aria-live={on ? 'off' : 'polite'}>
            {score !== null ? `${score}% match${on ? ' so far' : ''}.` : 'Your match shows while you dance along.'}
          </p>
        )}
        <div className={sheet.kinds}>
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

type StageProps = {
  /** The poses of the whole phrase, once they are here. */
  pose: PoseSequence | null;
  count: Count;
  ink: string;
  mirrored: boolean;
  speed: number;
  onEnd: () => void;
};

/** Who dances it, and the count before. */
function Stage({ pose, count, ...dance }: StageProps) {
  return (
    <div className={styles.stage}>
      {pose ? <DancerFigure pose={pose} playing={count === 'on'} {...dance} /> : <Skeleton height={260} shape="print" />}
      {typeof count === 'number' && (
        <span className={styles.count} role="status">
          {count}
        </span>
      )}
    </div>
  );
}

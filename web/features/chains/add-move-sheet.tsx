import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { EACH_FROM, isRepeated, JOINS_FROM } from '../../../shared/chains/judge-repeat.ts';
import { type PoseSequence, poseMs, slicePose } from '../../../shared/chains/pose.ts';
import { type RepeatScore, scoreRepeat } from '../../../shared/chains/score-repeat.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { answerMove } from './act-on-chain.ts';
import type { Move } from './chain.ts';
import styles from './chains.module.css';
import { PosePicker } from './pose-picker.tsx';
import { poseQuery } from './pose-query.ts';

type AddMoveSheetProps = { phrase: readonly Move[]; ink: string; onClose: () => void };

/** Repeats a phrase and adds a move: what the browser scores is shown, what the server scores counts. */
export function AddMoveSheet({ phrase, ink, onClose }: AddMoveSheetProps) {
  const cache = useQueryClient();
  const [pose, setPose] = useState<PoseSequence | null>(null);
  const [name, setName] = useState('');
  const [ownFromMs, setOwnFrom] = useState(0);
  const before = useQueries({ queries: phrase.flatMap(({ danced }) => (danced ? [poseQuery(danced)] : [])) }).map(
    ({ data }) => data,
  );
  const length = pose === null ? 0 : poseMs(pose);
  const score = useScore(pose, ownFromMs, before);
  const take = (brought: PoseSequence | null) => {
    setPose(brought);
    // The phrase at its own pace, as a first guess where it ends.
    const whole = phrase.reduce((sum, { danced }) => sum + (danced ? danced.toMs - danced.fromMs : 0), 0);
    if (brought) setOwnFrom(Math.round(Math.min(whole, poseMs(brought) * 0.75)));
  };
  const send = useMutation({
    mutationFn: () => answerMove(phrase.at(-1)?.id ?? '', { pose, name: name.trim(), ownFromMs }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['chains'] });
      onClose();
    },
  });
  const reason = !pose
    ? 'Choose a recording first.'
    : !name.trim()
      ? 'Name your move first.'
      : score && !isRepeated(score)
        ? `Match ${JOINS_FROM}% to join.`
        : undefined;
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Add your move">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (reason === undefined && !send.isPending) send.mutate();
        }}
      >
        <p>Repeat {phrase.map(move => move.name).join(', ')}, then add one of your own.</p>
        <PosePicker pose={pose} ink={ink} onPose={take} />
        {pose && (
          <label className={styles.range}>
            <span>Your own move begins at {(ownFromMs / 1000).toFixed(1)} s</span>
            <input
              type="range"
              min={200}
              max={Math.max(length - 200, 200)}
              step={50}
              value={ownFromMs}
              onChange={event => setOwnFrom(Number(event.target.value))}
            />
          </label>
        )}
        {score && <Scores score={score} phrase={phrase} />}
        <Field label="Name of your move" value={name} maxLength={40} onChange={event => setName(event.target.value)} />
        {send.isError && (
          <Notice icon="warning" tone="down" role="alert">
            {wordsOf(send.error).body}
          </Notice>
        )}
        <Button type="submit" size="big" full icon="plus" working={send.isPending ? 'Adding' : undefined} disabledReason={reason}>
          Add your move
        </Button>
      </form>
    </Sheet>
  );
}

function useScore(
  pose: PoseSequence | null,
  ownFromMs: number,
  before: readonly (PoseSequence | undefined)[],
): RepeatScore | null {
  const phrase = before.filter(each => each !== undefined);
  const key = phrase.length === before.length && phrase.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phrase is new at each drawing, but the same once it is there
  return useMemo(() => {
    if (pose === null || !key) return null;
    try {
      return scoreRepeat(phrase, slicePose(pose, 0, ownFromMs));
    } catch {
      return null;
    }
  }, [pose, ownFromMs, key]);
}

function Scores({ score, phrase }: { score: RepeatScore; phrase: readonly Move[] }) {
  return (
    <section aria-label="Match" aria-live="polite">
      <p className="strong">
        {score.total}% match{score.mirrored ? ', mirrored' : ''}.{' '}
        {isRepeated(score) ? 'This joins.' : `${JOINS_FROM}% joins, ${EACH_FROM}% in each move.`}
      </p>
      <ul className={styles.scores}>
        {phrase.map((move, place) => (
          <li key={move.id}>
            <span>{move.name}</span>
            <span className="tabular">{score.moves[place]}%</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

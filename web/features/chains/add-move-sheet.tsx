import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EACH_FROM, isRepeated, JOINS_FROM } from '../../../shared/chains/judge-repeat.ts';
import { type PoseSequence, poseMs } from '../../../shared/chains/pose.ts';
import { Field } from '../../ui/field/field.tsx';
import { answerDance } from './act-on-chain.ts';
import type { Move } from './chain.ts';
import { CreditNote } from './credit-note.tsx';
import { FormSheet } from './form-sheet.tsx';
import { JoinedSheet } from './joined-sheet.tsx';
import { MatchScores } from './match-scores.tsx';
import { PosePicker } from './pose-picker.tsx';
import styles from './sheets.module.css';
import { TakePicker } from './take-picker.tsx';
import { useScore } from './use-score.ts';

type AddMoveSheetProps = {
  phrase: readonly Move[];
  ink: string;
  /** A take that was just performed for it. */
  takeId: string | null;
  onPerform: () => void;
  onClose: () => void;
};

/** Repeats a phrase and adds a move: what the browser scores is shown, what the server scores counts. */
export function AddMoveSheet({ phrase, ink, takeId, onPerform, onClose }: AddMoveSheetProps) {
  const cache = useQueryClient();
  const [pose, setPose] = useState<PoseSequence | null>(null);
  const [take, setTake] = useState(takeId);
  const [name, setName] = useState('');
  const [ownFromMs, setOwnFrom] = useState(0);
  const length = pose === null ? 0 : poseMs(pose);
  const last = phrase.at(-1);
  const score = useScore(pose, ownFromMs, phrase);
  const bring = (brought: PoseSequence | null) => {
    setPose(brought);
    // The phrase at its own pace, as a first guess where it ends.
    const whole = phrase.reduce((sum, { danced }) => sum + (danced?.ms ?? 0), 0);
    if (brought) setOwnFrom(Math.round(Math.min(whole, poseMs(brought) * 0.75)));
  };
  const send = useMutation({
    mutationFn: () => answerDance(last?.id ?? '', { pose, name: name.trim(), ownFromMs, takeId: take }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['chains'] }),
  });
  if (send.isSuccess) return <JoinedSheet joined={send.data} phrase={phrase} name={name.trim()} onClose={onClose} />;
  const whyNot = () => {
    if (!pose) return 'Choose a recording first.';
    if (!name.trim()) return 'Name your move first.';
    return score && !isRepeated(score) ? `Match ${JOINS_FROM}% to join.` : undefined;
  };
  return (
    <FormSheet
      title="Add your move"
      button={{ label: 'Add your move', working: 'Adding', icon: 'plus' }}
      reason={whyNot()}
      send={send}
      onClose={onClose}
    >
      <p>Repeat {phrase.map(move => move.name).join(', ')}, then add one of your own.</p>
      <PosePicker pose={pose} ink={ink} onPose={bring} />
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
      {score && (
        <MatchScores score={score} phrase={phrase}>
          {isRepeated(score) ? 'This joins.' : `${JOINS_FROM}% joins, ${EACH_FROM}% in each move.`}
        </MatchScores>
      )}
      <Field label="Name of your move" value={name} maxLength={40} onChange={event => setName(event.target.value)} />
      <TakePicker kind="dance" chosen={take} onChoose={setTake} poseMs={pose ? length : undefined} onPerform={onPerform} />
      {take !== null && last && <CreditNote of={{ move: last.id }} />}
    </FormSheet>
  );
}

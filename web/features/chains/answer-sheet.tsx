import { AddMoveSheet } from './add-move-sheet.tsx';
import { AddVerseSheet } from './add-verse-sheet.tsx';
import type { Chain, Move } from './chain.ts';

export type AnswerSheetProps = {
  chain: Chain;
  /** Up to the move that is answered; nothing while none is. */
  phrase: readonly Move[];
  /** A move that is being answered from the start on, with a take that was just performed for it. */
  answer?: { moveId: string; takeId: string | null } | null;
  /** No longer. */
  onAnswered: () => void;
  /** A take for an answer to this move. */
  onPerform: (move: Move) => void;
  onClose: () => void;
};

/** The way in: a move or a verse more, after the phrase so far. */
export function AnswerSheet({ chain: { kind, ink }, phrase, answer, onAnswered, onPerform, onClose }: AnswerSheetProps) {
  const answers = phrase.at(-1);
  if (!answers) return null;
  const rest = {
    takeId: answer?.takeId ?? null,
    onPerform: () => onPerform(answers),
    onClose: () => {
      onClose();
      onAnswered();
    },
  };
  return kind === 'dance' ? <AddMoveSheet phrase={phrase} ink={ink} {...rest} /> : <AddVerseSheet answers={answers} {...rest} />;
}

import { MOST_MOVES } from '../../../shared/chains/most-moves.ts';
import { ActionBar } from '../../ui/action-bar/action-bar.tsx';
import { Button } from '../../ui/button/button.tsx';
import type { Move } from './chain.ts';

type ChainBarProps = {
  last: Move;
  part: 'move' | 'verse';
  /** No move on the way to it is hidden. */
  open: boolean;
  onPractise: () => void;
  onAnswer: () => void;
};

/** The way in, at the foot of a chain's page: to practise the line that is shown, or to answer it; else why it takes no answers. */
export function ChainBar({ last, part, open, onPractise, onAnswer }: ChainBarProps) {
  const full = last.depth < MOST_MOVES ? undefined : `A line ends at ${MOST_MOVES}. Choose an earlier one to branch off.`;
  const closed = open ? full : `This line goes through a hidden ${part}, so it takes no answers.`;
  return (
    <ActionBar>
      {part === 'move' && open && (
        <Button variant="quiet" onClick={onPractise}>
          Practise
        </Button>
      )}
      {closed ? (
        <p className="label secondary">{closed}</p>
      ) : (
        <Button icon="plus" full onClick={onAnswer}>
          Add your {part}
        </Button>
      )}
    </ActionBar>
  );
}

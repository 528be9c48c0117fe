import { CheckedAvatar } from '../../lib/checked-avatar.tsx';
import { Badge } from '../../ui/badge/badge.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import type { Move } from './chain.ts';
import styles from './chains.module.css';
import { layOutTree } from './lay-out-tree.ts';

type MoveTreeProps = {
  moves: readonly Move[];
  chosen: string | undefined;
  voted: ReadonlySet<string>;
  viewer: string | undefined;
  onChoose: (id: string) => void;
  onVote: (id: string, vote: boolean) => void;
};

/** Who carried it: the longest line is the trunk, branches stand to the right. One move is chosen: its phrase is what is shown and answered. */
export function MoveTree({ moves, chosen, voted, viewer, onChoose, onVote }: MoveTreeProps) {
  return (
    <ul className={styles.tree} aria-label="Who carried it">
      {layOutTree(moves).map(({ move, column, beginsBranch }) => {
        const has = voted.has(move.id);
        return (
          <li
            key={move.id}
            className={cx(styles.node, beginsBranch && styles.branch)}
            style={{ marginLeft: Math.min(column, 3) * 52 }}
          >
            <button type="button" className={styles.choose} aria-pressed={move.id === chosen} onClick={() => onChoose(move.id)}>
              <CheckedAvatar name={move.person.name} src={move.person.avatarUrl} size={column === 0 ? 44 : 36} />
              <span className={styles.words}>
                <span className="strong one-line">{move.person.name}</span>
                <span className="label secondary one-line">
                  {move.depth === 1 ? 'Opens the chain' : beginsBranch ? 'Branches off' : 'Adds'} · {move.name}
                </span>
              </span>
              {move.score === null ? (
                move.depth === 1 && <Badge tone="outline">Origin</Badge>
              ) : (
                <span className={styles.score}>{move.score}%</span>
              )}
            </button>
            <button
              type="button"
              className={styles.vote}
              aria-pressed={has}
              aria-label={`${has ? 'Take back your vote for' : 'Vote for'} ${move.name}, ${move.votes} so far`}
              disabled={move.person.id === viewer}
              onClick={() => onVote(move.id, !has)}
            >
              <Icon name={has ? 'heart-on' : 'heart'} size={18} />
              <span className="tabular">{move.votes}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

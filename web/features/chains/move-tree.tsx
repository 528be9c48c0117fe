import type { CSSProperties } from 'react';
import { CheckedAvatar } from '../../lib/checked-avatar.tsx';
import { Badge } from '../../ui/badge/badge.tsx';
import { cx } from '../../ui/cx.ts';
import { compactCount } from '../../ui/format/compact.ts';
import { grouped } from '../../ui/format/separators.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { isMove, type Link, type Move } from './chain.ts';
import { layOutTree } from './lay-out-tree.ts';
import styles from './rows.module.css';

type MoveTreeProps = {
  links: readonly Link[];
  /** What a node is called. */
  part: 'move' | 'verse';
  chosen: string | undefined;
  voted: ReadonlySet<string>;
  viewer: string | undefined;
  onChoose: (id: string) => void;
  onVote: (id: string, vote: boolean) => void;
};

/** Who carried it: the longest line is the trunk, branches stand to the right. One move is chosen: its phrase is what is shown and answered. */
export function MoveTree({ links, part, ...rest }: MoveTreeProps) {
  const rows = layOutTree(links);
  const rowOf = new Map(rows.map(({ move }, row) => [move.id, row]));
  /** Rows between a link and the one that it answers: the line that joins them passes beside these. */
  const passed = ({ parentId }: Link, row: number) => row - 1 - (rowOf.get(parentId ?? '') ?? row - 1);
  return (
    <ul className={styles.tree} aria-label="Who carried it">
      {rows.map(({ move: link, column, beginsBranch }, row) => (
        <li
          key={link.id}
          className={cx(styles.node, beginsBranch && styles.branch)}
          style={{ '--column': Math.min(column, 3), '--passed': passed(link, row) } as CSSProperties}
        >
          {isMove(link) ? (
            <Carried move={link} column={column} beginsBranch={beginsBranch} {...rest} />
          ) : (
            <HiddenPlace part={part} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** What is left to see of a move that an operator hid: what answers it hangs on to its place. */
function HiddenPlace({ part }: Pick<MoveTreeProps, 'part'>) {
  return (
    <span className={styles.choose}>
      <span className={styles.hidden}>
        <Icon name="eye-off" size={18} />
      </span>
      <span className={styles.words}>
        <span className="strong">Hidden {part}</span>
        <span className="label secondary">Its place in the chain stays</span>
      </span>
    </span>
  );
}

type CarriedProps = Omit<MoveTreeProps, 'links' | 'part'> & { move: Move; column: number; beginsBranch: boolean };

function Carried({ move, column, beginsBranch, chosen, voted, viewer, onChoose, onVote }: CarriedProps) {
  const has = voted.has(move.id);
  return (
    <>
      <button type="button" className={styles.choose} aria-pressed={move.id === chosen} onClick={() => onChoose(move.id)}>
        <CheckedAvatar name={move.person.name} src={move.person.avatarUrl} size={column === 0 ? 44 : 36} />
        <span className={styles.words}>
          <span className="strong few-lines" dir="auto">
            {move.person.name}
          </span>
          <span className="label secondary few-lines">
            {whatItDoes(move, beginsBranch)} · <bdi>{move.name}</bdi>
          </span>
        </span>
        <Standing move={move} />
      </button>
      <button
        type="button"
        className={styles.vote}
        aria-pressed={has}
        aria-label={`${has ? 'Take back your vote for' : 'Vote for'} ${move.name}, ${grouped(move.votes)} so far`}
        disabled={move.person.id === viewer}
        onClick={() => onVote(move.id, !has)}
      >
        <Icon name={has ? 'heart-on' : 'heart'} size={18} />
        <span className="tabular">{compactCount(move.votes)}</span>
      </button>
    </>
  );
}

function whatItDoes({ depth }: Move, beginsBranch: boolean): string {
  if (depth === 1) return 'Opens the chain';
  return beginsBranch ? 'Branches off' : 'Adds';
}

/** How well it matches, or what is said in its place. */
function Standing({ move: { hidden, score, depth } }: { move: Move }) {
  if (hidden)
    return (
      <Badge tone="outline" icon="eye-off">
        Hidden
      </Badge>
    );
  if (score !== null) return <span className={styles.score}>{score}%</span>;
  return depth === 1 && <Badge tone="outline">Origin</Badge>;
}

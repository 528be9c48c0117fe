import type { ReactNode } from 'react';
import type { Move } from './chain.ts';
import styles from './sheets.module.css';

type MatchScoresProps = {
  score: { total: number; moves: readonly number[]; mirrored: boolean };
  phrase: readonly Move[];
  children: ReactNode;
};

/** How well a phrase was repeated: the whole, what it means, and each move. */
export function MatchScores({ score, phrase, children }: MatchScoresProps) {
  return (
    <section aria-label="Match" aria-live="polite">
      <p className="strong">
        {score.total}% match{score.mirrored ? ', mirrored' : ''}. {children}
      </p>
      <ul className={styles.scores}>
        {phrase.map((move, place) => (
          <li key={move.id}>
            <span className="one-line" dir="auto">
              {move.name}
            </span>
            <span className="tabular">{score.moves[place]}%</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

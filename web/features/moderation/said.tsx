import styles from './moderation.module.css';

/** What an author said against a decision or a claim, or an operator to that. */
export function Said({ by, children }: { by: string; children: string }) {
  return (
    <figure className={styles.appeal}>
      <figcaption className="label strong">{by}</figcaption>
      <blockquote className={styles.said} dir="auto">
        {children}
      </blockquote>
    </figure>
  );
}

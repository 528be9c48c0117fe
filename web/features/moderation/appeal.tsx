import styles from './moderation.module.css';

/** What an author said against a decision or a claim. */
export function Appeal({ children }: { children: string }) {
  return (
    <figure className={styles.appeal}>
      <figcaption className="label strong">Its author says</figcaption>
      <blockquote className={styles.said} dir="auto">
        {children}
      </blockquote>
    </figure>
  );
}

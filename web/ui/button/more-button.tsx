import styles from './button.module.css';
import { Button } from './button.tsx';

/** At the end of a list that goes on: brings the next page, and says while it comes. */
export function MoreButton({ label, loading, onMore }: { label: string; loading: boolean; onMore: () => void }) {
  return (
    <div className={styles.more}>
      <Button variant="quiet" onClick={onMore} working={loading ? 'Loading' : undefined}>
        {label}
      </Button>
    </div>
  );
}

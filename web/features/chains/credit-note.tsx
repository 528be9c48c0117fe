import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../lib/session.ts';
import styles from './chains.module.css';
import { creditOf, creditQuery, creditWords } from './credit-query.ts';

/** Before posting: what the viewer's take grows from, and whom a coin of it would pay. */
export function CreditNote({ of }: { of: { take: string } | { move: string } }) {
  const viewer = useSession()?.user;
  const { data } = useQuery(creditQuery(of));
  const original = data?.find(({ generation }) => generation === 0);
  if (!data || !original) return null;
  const words = creditWords(creditOf(data, 0, { id: viewer?.id ?? 'you', name: 'You' }));
  return (
    <section className={styles.credits} aria-label="Credits">
      <p>
        <span className="strong">Credits</span> {words}
      </p>
      <p className="label secondary">
        It grows from {original.title} by {original.display_name}. If it becomes a coin, they are asked for these parts; you can
        change them then.
      </p>
    </section>
  );
}

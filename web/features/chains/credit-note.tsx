import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../lib/session.ts';
import { creditOf, creditQuery, creditWords } from './credit-query.ts';

/** Before posting: whom a coin of this take would pay, as it grows from another. */
export function CreditNote({ remixOf }: { remixOf: string }) {
  const viewer = useSession()?.user;
  const { data } = useQuery(creditQuery(remixOf));
  const original = data?.find(({ generation }) => generation === 0);
  if (!data || !original) return null;
  const words = creditWords(creditOf(data, 0, { id: viewer?.id ?? 'you', name: 'You' }));
  return (
    <>
      Answers {original.title} by {original.display_name}. If it becomes a coin, credits begin with {words}; you can change them
      then.{' '}
    </>
  );
}

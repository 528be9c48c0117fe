import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import { row, rows, supabase } from '../../lib/supabase.ts';
import { PERSON_COLUMNS, personRow } from './person.ts';

/** A person by id, or by Farcaster name. Null when nobody is called so. */
export function personQuery(idOrName: string) {
  const name = idOrName.replace(/^@/, '').toLowerCase();
  return queryOptions({
    queryKey: ['identity', 'person', name],
    queryFn: () => {
      const people = supabase().from('users').select(PERSON_COLUMNS);
      const found = isUuid(idOrName) ? people.eq('id', idOrName) : people.eq('username', name);
      return row(found.maybeSingle(), personRow);
    },
  });
}

const walletRow = z.pipe(
  z.object({ address: z.string(), proven_at: z.string() }),
  z.transform(wallet => ({ address: wallet.address, provenAt: Date.parse(wallet.proven_at) })),
);

/** The wallets that the viewer proved; nobody sees those of others. */
export function ownWalletsQuery(userId: string) {
  return queryOptions({
    queryKey: ['identity', 'own-wallets', userId],
    queryFn: () =>
      rows(supabase().from('user_wallets').select('address, proven_at').eq('user_id', userId).order('proven_at'), walletRow),
  });
}

import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { splitCredit } from '../../../shared/chains/split-credit.ts';
import { rows, supabase } from '../../lib/supabase.ts';

const line = z.object({
  generation: z.number(),
  performance_id: z.nullable(z.uuid()),
  title: z.string(),
  user_id: z.uuid(),
  display_name: z.string(),
});
export type CreditLine = z.infer<typeof line>;

/** A take, or a move of a chain, and what it grew from, by distance. A move without a take has none of its own to open. */
export function creditQuery(of: { take: string } | { move: string }) {
  return queryOptions({
    queryKey: ['chains', 'credit', of],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => rows(supabase().rpc('credit_lines', of).abortSignal(signal), line),
  });
}

/** What each would get of the coin of somebody's take; `nearest` is the distance at which the direct parents stand in `lines`. */
export function creditOf(lines: readonly CreditLine[], nearest: 0 | 1, creator: { id: string; name: string }) {
  const generations: string[][] = [];
  for (const { generation, user_id } of lines) {
    const place = generation - nearest;
    if (place >= 0) generations[place] = [...(generations[place] ?? []), user_id];
  }
  const names = new Map([
    ...lines.map(({ user_id, display_name }) => [user_id, display_name] as const),
    [creator.id, creator.name] as const,
  ]);
  return splitCredit(
    creator.id,
    Array.from(generations, people => people ?? []),
  ).map(({ who, bps }) => ({ name: names.get(who) ?? 'Somebody', bps }));
}

/** "You 90%, Mei Tanaka 10%". */
export function creditWords(parts: readonly { name: string; bps: number }[]): string {
  return parts
    .map(({ name, bps }) => `${name} ${(bps / 100).toLocaleString(undefined, { maximumFractionDigits: 2 })}%`)
    .join(', ');
}

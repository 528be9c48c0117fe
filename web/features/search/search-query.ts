import { infiniteQueryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { rows, supabase } from '../../lib/supabase.ts';

export const PAGE_SIZE = 20;
/** Whether there is enough to search for: one letter is in everything, a sign of three bytes may be a whole word. As `search_stage` has it. */
export function isEnough(words: string): boolean {
  return words.length >= 2 || new TextEncoder().encode(words).length >= 3;
}

export type Found =
  | { kind: 'person'; id: string; name: string; username: string | null; avatarUrl: string | null }
  | {
      kind: 'take';
      id: string;
      title: string;
      number: number;
      name: string;
      posterUrl: string | null;
      ink: string;
      ticker: string | null;
    };

type Cursor = Record<string, string | number>;
export type FoundPage = { found: Found[]; next: Cursor | null };

const person = z.object({
  id: z.uuid(),
  display_name: z.string(),
  username: z.nullable(z.string()),
  avatar_url: z.nullable(z.string()),
});
const take = z.object({
  id: z.uuid(),
  number: z.number(),
  title: z.string(),
  ink: z.string(),
  poster_url: z.nullable(z.string()),
  users: z.object({ display_name: z.string() }),
  performance_coins: z.nullable(z.object({ symbol: z.string() })),
});
const foundRow = z.object({
  next: z.record(z.string(), z.union([z.string(), z.number()])),
  take: z.nullable(take),
  person: z.nullable(person),
});

/** People and takes whose words are like `words`, a page of 20 after the other. */
export function searchQuery(words: string) {
  return infiniteQueryOptions({
    queryKey: ['search', words],
    queryFn: ({ pageParam, signal }) => readPage(words, pageParam, signal),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: FoundPage) => page.next,
    enabled: isEnough(words),
    staleTime: 60_000,
  });
}

async function readPage(words: string, after: Cursor | null, signal: AbortSignal): Promise<FoundPage> {
  const asked = { words, ...after, page: PAGE_SIZE };
  const found = await rows(supabase().rpc('search_stage', asked).abortSignal(signal), foundRow);
  return { found: found.flatMap(toFound), next: (found.length === PAGE_SIZE && found.at(-1)?.next) || null };
}

function toFound({ person: who, take: what }: z.infer<typeof foundRow>): Found[] {
  if (who) return [{ kind: 'person', id: who.id, name: who.display_name, username: who.username, avatarUrl: who.avatar_url }];
  if (!what) return [];
  const { id, title, number, ink } = what;
  const ticker = what.performance_coins?.symbol ?? null;
  return [{ kind: 'take', id, title, number, name: what.users.display_name, posterUrl: what.poster_url, ink, ticker }];
}

import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { row, rows, supabase } from '../../lib/supabase.ts';
import { launchRow } from './launch.ts';

/** The viewer's 50 newest launches, newest first; `userId` is the viewer's. */
export function ownLaunchesQuery(userId: string) {
  return queryOptions({
    queryKey: ['launches', 'own', userId],
    queryFn: () => rows(supabase().rpc('own_launches'), launchRow),
  });
}

/** A creator's takes, newest first. */
export type OwnTake = {
  id: string;
  number: number;
  title: string;
  posterUrl: string | null;
  ink: string;
  castAt: number;
  hasCoin: boolean;
  audioUrl: string | null;
};
const ownTake = z.pipe(
  z.object({
    id: z.uuid(),
    number: z.number(),
    title: z.string(),
    poster_url: z.nullable(z.string()),
    audio_url: z.nullable(z.string()),
    ink: z.string(),
    cast_at: z.nullable(z.string()),
    created_at: z.string(),
    performance_coins: z.nullable(z.union([z.object({ symbol: z.string() }), z.array(z.object({ symbol: z.string() }))])),
  }),
  z.transform(
    (take): OwnTake => ({
      id: take.id,
      number: take.number,
      title: take.title,
      posterUrl: take.poster_url,
      audioUrl: take.audio_url,
      ink: take.ink,
      castAt: Date.parse(take.cast_at ?? take.created_at),
      hasCoin: Array.isArray(take.performance_coins) ? take.performance_coins.length > 0 : take.performance_coins !== null,
    }),
  ),
);
const MOST_TAKES = 12;

export function ownTakesQuery(userId: string) {
  return queryOptions({
    queryKey: ['launches', 'takes', userId],
    queryFn: () =>
      rows(
        supabase()
          .from('performances')
          .select('id, number, title, poster_url, audio_url, ink, cast_at, created_at, performance_coins(symbol)')
          .eq('user_id', userId)
          .order('number', { ascending: false })
          .limit(MOST_TAKES),
        ownTake,
      ),
  });
}

const announced = z.pipe(
  z.object({
    status: z.string(),
    opens_at: z.nullable(z.string()),
    name: z.nullable(z.string()),
    ticker: z.nullable(z.string()),
  }),
  z.transform(said => ({
    status: said.status,
    name: said.name,
    ticker: said.ticker,
    opensAt: said.opens_at === null ? null : Date.parse(said.opens_at),
  })),
);

/** The announced launch of a take, as everybody may see it; null while there is none. */
export function announcedQuery(performanceId: string) {
  return queryOptions({
    queryKey: ['launches', 'announced', performanceId],
    queryFn: () =>
      row(
        supabase().from('viral_queue').select('status, opens_at, name, ticker').eq('performance_id', performanceId).maybeSingle(),
        announced,
      ),
  });
}

/** Whether no coin comes of a take that crossed the line; its key is part of what is announced, so that both are read again together. */
export function launchOverQuery(performanceId: string) {
  return queryOptions({
    queryKey: [...announcedQuery(performanceId).queryKey, 'over'],
    queryFn: () => row(supabase().rpc('launch_is_over', { take: performanceId }), z.boolean()),
  });
}

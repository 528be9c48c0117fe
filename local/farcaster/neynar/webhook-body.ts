import type { EventRecord, State } from './state.ts';
import type { Views } from './views.ts';

/** One webhook as Neynar words it: `created_at` is when it was made, in Unix seconds. */
export type WebhookBody = {
  created_at: number;
  type: 'cast.created' | 'cast.deleted' | 'reaction.created' | 'reaction.deleted';
  data: object;
};

/** Words an event as Neynar's webhook does. Throws for an event about a cast that never was. */
export function webhookBody(event: EventRecord, state: State, views: Views, now: number): WebhookBody {
  const created_at = Math.floor(now / 1000);
  const cast = state.casts.get(event.op === 'cast' ? event.hash : event.castHash);
  if (!cast) throw new Error('an event about an unknown cast');
  const event_timestamp = new Date(event.at).toISOString();
  if (event.op === 'cast') return { created_at, type: 'cast.created', data: { ...views.cast(cast), event_timestamp } };
  if (event.op === 'delete') return { created_at, type: 'cast.deleted', data: { ...views.cast(cast), event_timestamp } };
  return {
    created_at,
    type: event.live ? 'reaction.created' : 'reaction.deleted',
    data: {
      object: 'reaction',
      event_timestamp,
      timestamp: event_timestamp,
      reaction_type: event.kind === 'like' ? 1 : 2,
      user: views.dehydrated(views.personOf(event.fid)),
      cast: views.castDehydrated(cast),
    },
  };
}

import type { EventRecord, State } from './state.ts';
import type { WebhookBody } from './webhook-body.ts';

/** A webhook's filters as they were set: by event, then by name. */
export type Filters = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Facts = { author: number; parentAuthor: number | null; actor: number; urls: readonly string[] };

/** Whether an event passes one filter. What this world cannot tell (a text, a channel) passes. */
const TESTS: Record<string, (value: unknown, facts: Facts) => boolean> = {
  author_fids: (fids, { author }) => has(fids, author),
  parent_author_fids: (fids, { parentAuthor }) => parentAuthor !== null && has(fids, parentAuthor),
  embeds: (pattern, { urls }) => urls.some(url => new RegExp(String(pattern)).test(url)),
  target_fids: (fids, { author }) => has(fids, author),
  fids: (fids, { actor }) => has(fids, actor),
};

const has = (fids: unknown, fid: number) => Array.isArray(fids) && fids.includes(fid);
const isSet = (value: unknown) => value != null && !(Array.isArray(value) && value.length === 0);

/**
 * Whether Neynar tells a webhook of an event. Without a subscription everything is told; with one, only the events that it names.
 * Of several filters one is enough, and one that is empty is none.
 */
export function isWanted(filters: Filters | null, type: WebhookBody['type'], event: EventRecord, state: State): boolean {
  if (filters === null) return true;
  const named = filters[type];
  if (named === undefined) return false;
  const set = Object.entries(named).filter(([, value]) => isSet(value));
  if (set.length === 0) return true;
  const facts = factsOf(event, state);
  return set.some(([name, value]) => TESTS[name]?.(value, facts) ?? true);
}

/** Whether likes of this person's casts are told, and will be: an empty list lets all pass only until it names somebody. */
export function isFollowed(filters: Filters | null, fid: number): boolean {
  return filters === null || has(filters['reaction.created']?.target_fids, fid);
}

function factsOf(event: EventRecord, state: State): Facts {
  const cast = state.casts.get(event.op === 'cast' ? event.hash : event.castHash);
  return {
    author: cast?.fid ?? 0,
    parentAuthor: (cast?.parent ? state.casts.get(cast.parent)?.fid : null) ?? null,
    actor: event.op === 'delete' ? (cast?.fid ?? 0) : event.fid,
    urls: cast?.embeds.map(({ url }) => url) ?? [],
  };
}

import type { Cast } from './schema.ts';

/**
 * What became of a cast: it made, met or hid a performance; it did so before; or it is none of ours, because it embeds no
 * performance or is not by its author.
 */
export type CastRecorded = 'performance' | 'duplicate' | 'ignored';

/** Records a cast or its deletion for good before it resolves. Any order and any number of times ends in the same state. */
export type RecordCast = (action: 'created' | 'deleted', cast: Cast) => Promise<CastRecorded>;

/**
 * Counts who watched a take: once a day each (UTC), never its author, and only what is live. `userId` is null for somebody
 * who is not signed in; `visitor` then tells people apart. Resolves with whether it counted.
 */
export type CountView = (performanceId: string, by: { visitor: string; userId: string | null }) => Promise<boolean>;

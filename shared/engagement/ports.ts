import type { EngagementEvent } from './schema.ts';

/** What became of an event: it changed the present state, or it added nothing. */
export type Recorded = 'counted' | 'duplicate';

/** Someone who reacted, as Farcaster describes them at the moment of the event. */
export type Reactor = { username: string | null; displayName: string | null; avatarUrl: string | null };

/** `via` says how we heard of it: Neynar told us, or we asked. It changes nothing about the event. */
export type ReceivedEvent = EngagementEvent & { by: Reactor; via?: 'webhook' | 'poll' };

/**
 * Records an event for good before it resolves: event, present state, metrics, climb and, when the rule says so, the
 * decision with its queue row and job, all or nothing. Resolves with what became of it.
 */
export type RecordEngagement = (event: ReceivedEvent) => Promise<Recorded>;

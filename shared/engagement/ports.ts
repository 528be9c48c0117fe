import type { EngagementEvent } from './schema.ts';

/** What became of an event: it changed the present state, or it added nothing. */
export type Recorded = 'counted' | 'duplicate';

/** Someone who reacted, as Farcaster describes them at the moment of the event. */
export type Reactor = { username: string | null; displayName: string | null; avatarUrl: string | null };

/** `via` says how we heard of it: Neynar told us, or we asked. It changes nothing about the event. */
export type ReceivedEvent = EngagementEvent & { by: Reactor; via?: 'webhook' | 'poll' };

/**
 * Records an event for good before it resolves: the event, what is in force and, unless it came late, state, metrics, climb and a judgement
 * where the rule says viral, all or nothing. What came late is folded in after that. Resolves with what became of it.
 */
export type RecordEngagement = (event: ReceivedEvent) => Promise<Recorded>;

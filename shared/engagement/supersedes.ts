import type { EngagementEvent, Standing } from './schema.ts';

/**
 * Whether an event says more than what is known: the latest event time holds, and at the same time a deletion holds
 * against a creation. The order is total over distinct events, so any order of arrival ends in the same standing.
 */
export function supersedes(event: Pick<EngagementEvent, 'action' | 'at'>, known: Standing | undefined): boolean {
  if (known === undefined || event.at > known.at) return true;
  return event.at === known.at && known.inForce && event.action === 'deleted';
}

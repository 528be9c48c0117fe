import { randomUUID } from 'node:crypto';
import { parseFilters } from './filter.ts';
import type { JoinRequest } from './join-request.ts';
import type { Connection, Member } from './member.ts';

/** A member as it joins: nothing tracked, no wishes yet. Without a presence key of its own it gets a random one. */
export function makeMember(
  connection: Connection,
  request: JoinRequest,
  facts: Pick<Member, 'topic' | 'joinRef' | 'claims' | 'rights'>,
): Member {
  const { isPrivate, receivesOwn, wantsAck, presence } = request;
  return {
    ...facts,
    connection,
    isPrivate,
    receivesOwn,
    wantsAck,
    presence: { enabled: presence.enabled, key: presence.key || randomUUID(), meta: null },
    changes: [],
  };
}

/**
 * Gives a member its wishes for postgres_changes.
 * @returns them as the client wrote them, each with its id: the client compares them with its own
 * @throws Error when a filter cannot be read; then the member has none
 */
export function addWishes(member: Member, request: JoinRequest, nextId: () => number): object[] {
  const wishes = request.changes.map(wish => ({ wish, id: nextId(), filters: parseFilters(wish.filter) }));
  member.changes = wishes.map(({ wish: { event, schema, table = '*' }, id, filters }) => ({
    id,
    member,
    event: event.toUpperCase(),
    schema,
    table,
    filters,
  }));
  return wishes.map(({ wish, id }) => ({ id, ...wish }));
}

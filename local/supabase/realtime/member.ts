import type { Claims } from '../tokens.ts';
import type { ChangeFilter } from './filter.ts';
import type { Message, Version } from './message.ts';

export type Extension = 'broadcast' | 'presence';

/** What row policies on realtime.messages allow in one channel. */
export type Rights = { read: Set<Extension>; write: Set<Extension> };

/** A socket as the rest of the server sees it. */
export type Connection = {
  version: Version;
  /** Sends a frame, unless the client reads too slowly: then its socket is dropped. */
  send: (frame: string | Buffer) => void;
};

/** One wish for postgres_changes. */
export type ChangeBinding = { id: number; member: Member; event: string; schema: string; table: string; filters: ChangeFilter[] };

/** One socket in one channel. */
export type Member = {
  connection: Connection;
  /** Name of the channel without the `realtime:` in front. */
  topic: string;
  joinRef: string | null;
  isPrivate: boolean;
  claims: Claims;
  rights: Rights;
  receivesOwn: boolean;
  wantsAck: boolean;
  presence: { enabled: boolean; key: string; meta: PresenceMeta | null };
  changes: ChangeBinding[];
};

export type PresenceMeta = Record<string, unknown> & { phx_ref: string };

export const ALL_RIGHTS: Rights = { read: new Set(['broadcast', 'presence']), write: new Set(['broadcast', 'presence']) };

/** The topic as clients name it. */
export const fullTopic = (topic: string) => `realtime:${topic}`;

/** A message to one member, in its channel. */
export function toMember(member: Member, event: string, payload: unknown, ref: string | null = null): Message {
  return { joinRef: member.joinRef, ref, topic: fullTopic(member.topic), event, payload };
}

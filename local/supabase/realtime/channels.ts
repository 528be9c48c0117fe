import { encodeBroadcast, encodeText } from './codec.ts';
import { fullTopic, type Member, type PresenceMeta } from './member.ts';
import type { Content } from './message.ts';

type Metas = Record<string, { metas: PresenceMeta[] }>;

/** Who is in which channel. A public and a private channel of one name are two. */
export type Channels = {
  join: (member: Member) => void;
  leave: (member: Member) => void;
  /** Sends a broadcast to all who may read it, but `except`. */
  broadcast: (topic: string, isPrivate: boolean, event: string, content: Content, meta?: object, except?: Member) => void;
  /** Sets or clears what a member says of itself, and tells the others. */
  track: (member: Member, meta: PresenceMeta | null) => void;
  presenceOf: (member: Member) => Metas;
};

export function makeChannels(): Channels {
  const channels = new Map<string, Set<Member>>();
  const keyOf = (topic: string, isPrivate: boolean) => `${isPrivate ? 'private' : 'public'}:${topic}`;
  const membersOf = (topic: string, isPrivate: boolean): Iterable<Member> => channels.get(keyOf(topic, isPrivate)) ?? [];

  const sendDiff = (of: Member, joins: Metas, leaves: Metas) => {
    for (const member of membersOf(of.topic, of.isPrivate)) {
      if (!member.presence.enabled || !member.rights.read.has('presence')) continue;
      const message = {
        joinRef: null,
        ref: null,
        topic: fullTopic(of.topic),
        event: 'presence_diff',
        payload: { joins, leaves },
      };
      member.connection.send(encodeText(member.connection.version, message));
    }
  };
  const track = (member: Member, meta: PresenceMeta | null) => {
    const before = member.presence.meta;
    member.presence.meta = meta;
    const { key } = member.presence;
    if (before || meta) sendDiff(member, meta ? { [key]: { metas: [meta] } } : {}, before ? { [key]: { metas: [before] } } : {});
  };

  return {
    join: member => {
      const key = keyOf(member.topic, member.isPrivate);
      const members = channels.get(key);
      if (members) members.add(member);
      else channels.set(key, new Set([member]));
    },
    leave: member => {
      const key = keyOf(member.topic, member.isPrivate);
      const members = channels.get(key);
      if (!members?.delete(member)) return;
      if (members.size === 0) channels.delete(key);
      track(member, null);
    },
    broadcast: (topic, isPrivate, event, content, meta, except) => {
      // One frame a version, however many members there are.
      const frames = new Map<number, string | Buffer | null>();
      for (const member of membersOf(topic, isPrivate)) {
        if (member === except || !member.rights.read.has('broadcast')) continue;
        const { version } = member.connection;
        let frame = frames.get(version);
        if (frame === undefined) {
          frame = encodeBroadcast(version, fullTopic(topic), event, content, meta);
          frames.set(version, frame);
        }
        if (frame !== null) member.connection.send(frame);
      }
    },
    track,
    presenceOf: member => {
      const state: Metas = {};
      for (const { presence } of membersOf(member.topic, member.isPrivate)) {
        if (presence.meta === null) continue;
        const entry = state[presence.key] ?? { metas: [] };
        state[presence.key] = entry;
        entry.metas.push(presence.meta);
      }
      return state;
    },
  };
}

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Claims, Tokens } from '../tokens.ts';
import { authorize } from './authorize.ts';
import type { Changes } from './changes.ts';
import type { Channels } from './channels.ts';
import { encodeText } from './codec.ts';
import { type JoinRequest, parseJoin } from './join-request.ts';
import { addWishes, makeMember } from './make-member.ts';
import { ALL_RIGHTS, type Connection, type Member, type PresenceMeta, toMember } from './member.ts';
import type { Message, Push } from './message.ts';

/** What all sockets share. */
export type Hub = { pool: pg.Pool; tokens: Tokens; channels: Channels; changes: Changes; nextId: () => number };

export type Session = {
  onMessage: (message: Message) => Promise<void>;
  onPush: (push: Push) => void;
  /** Ends membership of channels whose token has expired. */
  dropExpired: (now: number) => void;
  close: () => void;
};

/**
 * One socket: joins and leaves channels, sends broadcasts, tracks presence.
 * @param defaults claims of the API key, for joins without a token of their own
 */
export function openSession(hub: Hub, connection: Connection, defaults: Claims): Session {
  const { channels, changes } = hub;
  const members = new Map<string, Member>();
  const send = (message: Message) => connection.send(encodeText(connection.version, message));
  const replyTo = ({ joinRef, ref, topic }: Omit<Message, 'event' | 'payload'>, status: 'ok' | 'error', response: object = {}) =>
    send({ joinRef, ref, topic, event: 'phx_reply', payload: { status, response } });

  const leave = (topic: string, member: Member) => {
    members.delete(topic);
    for (const binding of member.changes) changes.remove(binding);
    channels.leave(member);
  };
  /** Says why, then closes the channel from our side. */
  const shutDown = (topic: string, member: Member, reason: string) => {
    leave(topic, member);
    send(toMember(member, 'system', { extension: 'system', status: 'error', message: reason, channel: member.topic }));
    send(toMember(member, 'phx_close', {}, member.joinRef));
  };

  const join = async (message: Message) => {
    const request = parseJoin(message.payload);
    const topic = message.topic.replace(/^realtime:/, '');
    const admission = await admit(hub, request, topic, defaults);
    if ('refused' in admission) return replyTo(message, 'error', { reason: admission.refused });
    const before = members.get(message.topic);
    if (before) leave(message.topic, before);
    const member = makeMember(connection, request, { topic, joinRef: message.joinRef, ...admission });
    let granted: object[];
    try {
      granted = addWishes(member, request, hub.nextId);
    } catch (error) {
      return replyTo(message, 'error', { reason: (error as Error).message });
    }
    for (const binding of member.changes) changes.add(binding);
    members.set(message.topic, member);
    channels.join(member);
    replyTo(message, 'ok', { postgres_changes: granted });
    if (granted.length > 0) {
      const extension = 'postgres_changes';
      send(toMember(member, 'system', { extension, status: 'ok', message: 'Subscribed to PostgreSQL', channel: topic }));
    }
    if (member.presence.enabled) send(toMember(member, 'presence_state', channels.presenceOf(member)));
  };

  const refresh = async (message: Message, member: Member) => {
    const token = (message.payload as { access_token?: unknown }).access_token;
    if (typeof token !== 'string') return;
    const claims = await hub.tokens.claimsOf(token);
    if (claims === null) return shutDown(message.topic, member, 'Token has expired or is invalid');
    if (member.isPrivate) {
      member.rights = await authorize(hub.pool, claims, member.topic);
      if (!member.rights.read.has('broadcast'))
        return shutDown(message.topic, member, 'You do not have permissions to read from this topic');
    }
    member.claims = claims;
  };

  const broadcast = (member: Member, push: Push) => {
    if (!member.rights.write.has('broadcast')) return;
    channels.broadcast(
      member.topic,
      member.isPrivate,
      push.event,
      push.content,
      undefined,
      member.receivesOwn ? undefined : member,
    );
    if (member.wantsAck) replyTo(push, 'ok');
  };

  const presence = (member: Member, message: Message) => {
    if (!member.rights.write.has('presence')) return replyTo(message, 'error', { reason: 'Unauthorized to track presence' });
    const { event, payload } = message.payload as { event?: string; payload?: Record<string, unknown> };
    if (event === 'track') channels.track(member, { ...payload, phx_ref: randomUUID().slice(0, 8) } satisfies PresenceMeta);
    else if (event === 'untrack') channels.track(member, null);
    replyTo(message, 'ok');
  };

  return {
    onMessage: async message => {
      if (message.topic === 'phoenix') return replyTo(message, 'ok');
      if (message.event === 'phx_join') return join(message);
      const member = members.get(message.topic);
      if (!member) return replyTo(message, 'error', { reason: 'unmatched topic' });
      if (message.event === 'access_token') return refresh(message, member);
      if (message.event === 'presence') return presence(member, message);
      if (message.event === 'broadcast') {
        const { event, payload } = message.payload as { event?: string; payload?: unknown };
        return broadcast(member, { ...message, event: event ?? '', content: { json: JSON.stringify(payload ?? {}) } });
      }
      if (message.event === 'phx_leave') {
        leave(message.topic, member);
        replyTo(message, 'ok');
        send(toMember(member, 'phx_close', {}, message.ref));
      }
    },
    onPush: push => {
      const member = members.get(push.topic);
      if (member) broadcast(member, push);
    },
    dropExpired: now => {
      for (const [topic, member] of [...members]) {
        const { exp } = member.claims;
        if (exp !== undefined && exp * 1000 <= now) shutDown(topic, member, 'Token has expired');
      }
    },
    close: () => {
      for (const [topic, member] of [...members]) leave(topic, member);
    },
  };
}

/** By whose claims somebody joins a channel and what they may do there, or why they may not join. */
async function admit(
  { pool, tokens }: Hub,
  { accessToken, isPrivate }: JoinRequest,
  topic: string,
  defaults: Claims,
): Promise<Pick<Member, 'claims' | 'rights'> | { refused: string }> {
  const claims = accessToken ? await tokens.claimsOf(accessToken) : defaults;
  if (claims === null) return { refused: 'InvalidJWTToken: Token has expired or is invalid' };
  const rights = isPrivate ? await authorize(pool, claims, topic) : ALL_RIGHTS;
  // As on the host: who may not hear a channel's broadcasts may not join it.
  if (!rights.read.has('broadcast'))
    return { refused: `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}` };
  return { claims, rights };
}

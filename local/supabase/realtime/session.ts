import { randomUUID } from 'node:crypto';
import type { Claims } from '../tokens.ts';
import { joinChannel } from './join-channel.ts';
import { expel, leaveChannel } from './leave-channel.ts';
import { type Connection, type Member, type PresenceMeta, toMember } from './member.ts';
import type { Message, Push } from './message.ts';
import { refreshClaims } from './refresh-claims.ts';
import { type Hub, reply, type Socket, send } from './socket.ts';

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
  const socket: Socket = { hub, connection, defaults, members: new Map() };
  const { members } = socket;
  return {
    onMessage: message => answer(socket, message),
    onPush: push => {
      const member = members.get(push.topic);
      if (member) broadcast(socket, member, push);
    },
    dropExpired: now => {
      for (const [topic, member] of [...members]) {
        const { exp } = member.claims;
        if (exp !== undefined && exp * 1000 <= now) expel(socket, topic, member, 'Token has expired');
      }
    },
    close: () => {
      for (const [topic, member] of [...members]) leaveChannel(socket, topic, member);
    },
  };
}

async function answer(socket: Socket, message: Message): Promise<void> {
  if (message.topic === 'phoenix') return reply(socket, message, 'ok');
  if (message.event === 'phx_join') return joinChannel(socket, message);
  const member = socket.members.get(message.topic);
  if (!member) return reply(socket, message, 'error', { reason: 'unmatched topic' });
  if (message.event === 'access_token') return refreshClaims(socket, member, message);
  if (message.event === 'presence') return trackPresence(socket, member, message);
  if (message.event === 'broadcast') {
    const { event, payload } = message.payload as { event?: string; payload?: unknown };
    return broadcast(socket, member, { ...message, event: event ?? '', content: { json: JSON.stringify(payload ?? {}) } });
  }
  if (message.event === 'phx_leave') {
    leaveChannel(socket, message.topic, member);
    reply(socket, message, 'ok');
    send(socket, toMember(member, 'phx_close', {}, message.ref));
  }
}

function broadcast(socket: Socket, member: Member, push: Push): void {
  if (!member.rights.write.has('broadcast')) return;
  const { topic, isPrivate, receivesOwn } = member;
  socket.hub.channels.broadcast(topic, isPrivate, push.event, push.content, undefined, receivesOwn ? undefined : member);
  if (member.wantsAck) reply(socket, push, 'ok');
}

function trackPresence(socket: Socket, member: Member, message: Message): void {
  if (!member.rights.write.has('presence')) {
    reply(socket, message, 'error', { reason: 'Unauthorized to track presence' });
    return;
  }
  const { channels } = socket.hub;
  const { event, payload } = message.payload as { event?: string; payload?: Record<string, unknown> };
  if (event === 'track') channels.track(member, { ...payload, phx_ref: randomUUID().slice(0, 8) } satisfies PresenceMeta);
  else if (event === 'untrack') channels.track(member, null);
  reply(socket, message, 'ok');
}

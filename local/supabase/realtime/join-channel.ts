import type { Claims } from '../tokens.ts';
import { authorize } from './authorize.ts';
import { type JoinRequest, parseJoin } from './join-request.ts';
import { leaveChannel } from './leave-channel.ts';
import { addWishes, makeMember } from './make-member.ts';
import { ALL_RIGHTS, type Member, toMember } from './member.ts';
import type { Message } from './message.ts';
import { type Hub, reply, type Socket, send } from './socket.ts';

/** Lets a client into a channel, with its wishes for postgres_changes, or says why not. Who joins again starts afresh. */
export async function joinChannel(socket: Socket, message: Message): Promise<void> {
  const { hub, members } = socket;
  const request = parseJoin(message.payload);
  const topic = message.topic.replace(/^realtime:/, '');
  const admission = await admit(hub, request, topic, socket.defaults);
  if ('refused' in admission) return reply(socket, message, 'error', { reason: admission.refused });
  const before = members.get(message.topic);
  if (before) leaveChannel(socket, message.topic, before);
  const member = makeMember(socket.connection, request, { topic, joinRef: message.joinRef, ...admission });
  let granted: object[];
  try {
    granted = addWishes(member, request, hub.nextId);
  } catch (error) {
    return reply(socket, message, 'error', { reason: (error as Error).message });
  }
  for (const binding of member.changes) hub.changes.add(binding);
  members.set(message.topic, member);
  hub.channels.join(member);
  reply(socket, message, 'ok', { postgres_changes: granted });
  if (granted.length > 0) {
    const extension = 'postgres_changes';
    send(socket, toMember(member, 'system', { extension, status: 'ok', message: 'Subscribed to PostgreSQL', channel: topic }));
  }
  if (member.presence.enabled) send(socket, toMember(member, 'presence_state', hub.channels.presenceOf(member)));
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

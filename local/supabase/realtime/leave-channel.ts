import { type Member, toMember } from './member.ts';
import { type Socket, send } from './socket.ts';

/** Takes a member out of its channel; the client is told nothing. */
export function leaveChannel({ hub, members }: Socket, topic: string, member: Member): void {
  members.delete(topic);
  for (const binding of member.changes) hub.changes.remove(binding);
  hub.channels.leave(member);
}

/** Ends a membership from our side and says why. */
export function expel(socket: Socket, topic: string, member: Member, reason: string): void {
  leaveChannel(socket, topic, member);
  send(socket, toMember(member, 'system', { extension: 'system', status: 'error', message: reason, channel: member.topic }));
  send(socket, toMember(member, 'phx_close', {}, member.joinRef));
}

import { authorize } from './authorize.ts';
import { expel } from './leave-channel.ts';
import type { Member } from './member.ts';
import type { Message } from './message.ts';
import type { Socket } from './socket.ts';

/** Takes a member's new token. Who by it may no longer hear a private channel, or whose token is none, is expelled. */
export async function refreshClaims(socket: Socket, member: Member, message: Message): Promise<void> {
  const token = (message.payload as { access_token?: unknown }).access_token;
  if (typeof token !== 'string') return;
  const { tokens, pool } = socket.hub;
  const claims = await tokens.claimsOf(token);
  if (claims === null) return expel(socket, message.topic, member, 'Token has expired or is invalid');
  if (member.isPrivate) {
    member.rights = await authorize(pool, claims, member.topic);
    if (!member.rights.read.has('broadcast'))
      return expel(socket, message.topic, member, 'You do not have permissions to read from this topic');
  }
  member.claims = claims;
}

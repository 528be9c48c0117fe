import type pg from 'pg';
import type { Claims, Tokens } from '../tokens.ts';
import type { Changes } from './changes.ts';
import type { Channels } from './channels.ts';
import { encodeText } from './codec.ts';
import type { Connection, Member } from './member.ts';
import type { Message } from './message.ts';

/** What all sockets share. */
export type Hub = { pool: pg.Pool; tokens: Tokens; channels: Channels; changes: Changes; nextId: () => number };

/** One client's socket and the channels that it is in, each under its topic as the client names it. */
export type Socket = {
  hub: Hub;
  connection: Connection;
  /** Claims of the API key, for joins without a token of their own. */
  defaults: Claims;
  members: Map<string, Member>;
};

/** Sends a message in the version that the client speaks. */
export function send({ connection }: Socket, message: Message): void {
  connection.send(encodeText(connection.version, message));
}

/** Answers one message of the client's. */
export function reply(
  socket: Socket,
  { joinRef, ref, topic }: Pick<Message, 'joinRef' | 'ref' | 'topic'>,
  status: 'ok' | 'error',
  response: object = {},
): void {
  send(socket, { joinRef, ref, topic, event: 'phx_reply', payload: { status, response } });
}

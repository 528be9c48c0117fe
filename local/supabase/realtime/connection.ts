import type { WebSocket } from 'ws';
import { decodePush, decodeText } from './codec.ts';
import type { Connection } from './member.ts';
import type { Session } from './session.ts';

/** Sends to a socket; one that is too slow to take what waits for it is dropped. */
export function connectionOf(socket: WebSocket, version: Connection['version'], maxBuffered: number): Connection {
  return {
    version,
    send: frame => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > maxBuffered) socket.terminate();
      else socket.send(frame);
    },
  };
}

/** Hands over one message after the other: a broadcast that follows a join must find it done. Returns what is under way. */
export function hearMessages(socket: WebSocket, session: Session, onError: (line: string) => void): () => Promise<void> {
  let queue = Promise.resolve();
  const hear = (data: Buffer, isBinary: boolean) => {
    const push = isBinary ? decodePush(data) : null;
    if (push) return session.onPush(push);
    const message = isBinary ? null : decodeText(data.toString());
    return message ? session.onMessage(message) : socket.terminate();
  };
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    queue = queue.then(() => hear(data, isBinary)).catch(error => onError(`realtime: ${error.message}`));
  });
  return () => queue;
}

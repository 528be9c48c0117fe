import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Part } from '../../part.ts';

/** The Realtime server. It listens nowhere: the gateway passes sockets and requests on. */
export type RealtimePart = Part & {
  /** Ends all sockets and refuses new ones until the returned function is called. */
  away: () => () => void;
  /** Takes over a WebSocket to /realtime/v1/websocket. */
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Answers /realtime/v1/api/broadcast and its per-topic form. */
  handleBroadcast: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
};

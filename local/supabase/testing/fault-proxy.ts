import { createServer, connect as dial, type Socket } from 'node:net';
import type { Part } from '../../part.ts';

/** A network in between, whose WebSockets can be cut while plain requests pass. */
export type FaultProxy = Part & {
  /** Ends all sockets to Realtime, and refuses new ones until `mend`. */
  cut: () => void;
  /** Keeps them open and carries nothing, as a network that is gone without a word. */
  freeze: () => void;
  mend: () => void;
};

/** Stands on `port` before 127.0.0.1:`target`. */
export async function startFaultProxy(port: number, target: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const live = new Set<Socket>();
  let state: 'well' | 'cut' | 'frozen' = 'well';
  const server = createServer(client => {
    sockets.add(client);
    client.on('close', () => sockets.delete(client));
    client.on('error', () => client.destroy());
    const upstream = dial(target, '127.0.0.1');
    client.on('close', () => {
      live.delete(client);
      upstream.destroy();
    });
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    const carries = () => state !== 'frozen' || !live.has(client);
    client.on('data', chunk => {
      // A connection that carried plain requests may become a socket later.
      if (chunk.toString('latin1').startsWith('GET /realtime/v1/websocket')) {
        if (state === 'cut') return client.destroy();
        live.add(client);
      }
      if (carries()) upstream.write(chunk);
    });
    upstream.on('data', chunk => {
      if (carries()) client.write(chunk);
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    name: 'fault proxy',
    cut: () => {
      state = 'cut';
      for (const socket of live) socket.destroy();
    },
    freeze: () => {
      state = 'frozen';
    },
    mend: () => {
      state = 'well';
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

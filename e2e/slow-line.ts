import { connect, createServer, type Socket } from 'node:net';

export type SlowLine = { port: number; close: () => Promise<void> };

/**
 * A line to `port` of this machine as a phone far away has it: so many bits a second for all that comes down together, and so
 * long (ms) for each piece to arrive.
 */
export async function slowLine(port: number, bitsPerSecond: number, delayMs: number): Promise<SlowLine> {
  const open = new Set<Socket>();
  let freeAt = 0;
  const server = createServer(near => {
    const far = connect(port, '127.0.0.1');
    for (const end of [near, far]) {
      open.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => open.delete(end));
    }
    near.pipe(far);
    near.on('close', () => far.destroy());
    far.on('data', piece => {
      const now = performance.now();
      freeAt = Math.max(freeAt, now) + (piece.length * 8_000) / bitsPerSecond;
      // The next piece is read when the line has carried this one.
      far.pause();
      setTimeout(() => far.resume(), freeAt - now);
      setTimeout(() => near.write(piece), freeAt - now + delayMs);
    });
    // A server closes what it believes idle while the line still carries its answer.
    far.on('end', () => setTimeout(() => near.end(), Math.max(0, freeAt - performance.now()) + 2 * delayMs));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a line without a port');
  const close = async () => {
    for (const socket of open) socket.destroy();
    await new Promise(resolve => server.close(resolve));
  };
  return { port: address.port, close };
}

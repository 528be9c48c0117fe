import type { Server } from 'node:http';
import { portError } from './require-free-port.ts';

/** Binds a server. @throws Error that names the port and the part, when another program holds it. */
export function listen(server: Server, port: number, host: string, part: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(portError(error, port, part)));
    server.listen(port, host, () => resolve());
  });
}

/** Ends a server and every connection to it. */
export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>(resolve => server.close(() => resolve()));
}

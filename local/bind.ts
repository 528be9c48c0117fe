import type { Server } from 'node:http';
import { portError } from './supabase/require-free-port.ts';

/** Binds a server. @throws Error that names the port and the part, when another program holds it. */
export function bind(server: Server, port: number, host: string, part: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(portError(error, port, part)));
    server.listen(port, host, () => resolve());
  });
}

/** Ends a server: takes no more, and cuts every connection to it. */
export function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

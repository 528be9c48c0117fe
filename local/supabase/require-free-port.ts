import { createServer } from 'node:net';
import type { LocalConfig } from '../config.ts';

/** Binds the port of the local host and gives it back. @throws as the system says why not */
async function tryPort({ host }: LocalConfig, port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen({ port, host, exclusive: true }, resolve);
  });
  await new Promise(resolve => probe.close(resolve));
}

/** Whether the port can be bound on the local host. */
export const isFreePort = (config: LocalConfig, port: number): Promise<boolean> =>
  tryPort(config, port).then(
    () => true,
    () => false,
  );

/**
 * Resolves when the port can be bound on the local host.
 * @throws Error that names the port and the part, when another program holds it.
 */
export async function requireFreePort(config: LocalConfig, port: number, part: string): Promise<void> {
  await tryPort(config, port).catch(error => {
    throw portError(error, port, part);
  });
}

/** Turns a failed bind into a sentence that says which port, which part, and what to do. Other errors pass through. */
export function portError(error: unknown, port: number, part: string): Error {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error as Error;
  return new Error(
    `Port ${port}, which ${part} needs, is taken by another program. Stop that program, or start at other ports: npm start -- --first-port 55000`,
  );
}

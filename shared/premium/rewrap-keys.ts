import type { RewrapPorts } from './ports.ts';
import type { Wrapped } from './wrap-key.ts';

type Ports = RewrapPorts & {
  secretId: string;
  unwrap: (wrapped: Wrapped, fileId: string) => Promise<Uint8Array<ArrayBuffer>>;
  wrap: (key: Uint8Array<ArrayBuffer>, fileId: string) => Promise<Wrapped>;
};

const AT_ONCE = 200;

/** Puts keys that lie under older secrets under the present one, some at a time. Says how many it took; none left means that older secrets may go. */
export async function rewrapKeys({ secretId, wrappedBefore, rewrap, unwrap, wrap }: Ports): Promise<{ rewrapped: number }> {
  const found = await wrappedBefore(secretId, AT_ONCE);
  for (const { fileId, wrapped } of found) await rewrap(fileId, wrapped, await wrap(await unwrap(wrapped, fileId), fileId));
  return { rewrapped: found.length };
}

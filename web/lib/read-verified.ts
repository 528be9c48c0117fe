import { type AskGateway, fromGateways } from '../../shared/media/gateways.ts';
import { type FetchBlock, openVerified, readLeaf } from '../../shared/media/verified-file.ts';
import { env } from './env.ts';

/** Blocks under way at a time. */
const LANES = 4;
const TIMEOUT_MS = 20_000;

const ask: AskGateway = async (url, maxBytes) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > maxBytes) throw new Error('more than a block');
  return bytes;
};

/** Blocks from our gateways, each hashed against its name. */
export const verifiedBlocks = (gateways = env().ipfsGateways): FetchBlock =>
  fromGateways(gateways, ask, missing => new Error(`nobody has ${missing}`));

/** A file from IPFS as an address in memory. Every block was hashed against its name. @throws when no gateway gives the right bytes */
export async function readVerified(cid: string, gateways = env().ipfsGateways): Promise<string> {
  const fetchBlock = verifiedBlocks(gateways);
  const { leaves } = await openVerified(cid, fetchBlock);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < leaves.length; at = next++) {
      const leaf = leaves[at];
      if (leaf) parts[at] = new Uint8Array(await readLeaf(leaf, fetchBlock));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return URL.createObjectURL(new Blob(parts));
}

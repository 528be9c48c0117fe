import { type AskGateway, fromGateways } from '../../shared/media/gateways.ts';
import type { FetchBlock } from '../../shared/media/verified-file.ts';
import { env } from './env.ts';

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

import { fromGateways } from '../../shared/media/gateways.ts';
import type { FetchBlock } from '../../shared/media/verified-file.ts';
import { askGateway } from './ask-gateway.ts';
import { env } from './env.ts';

const blocksFrom = (gateways: readonly string[]): FetchBlock =>
  fromGateways(gateways, askGateway, missing => new Error(`nobody has ${missing}`));
let ours: FetchBlock | undefined;

/** Blocks from our gateways, each hashed against its name. One for all files of a page, as it knows which gateway answers. */
export function verifiedBlocks(gateways?: readonly string[]): FetchBlock {
  if (gateways) return blocksFrom(gateways);
  ours ??= blocksFrom(env().ipfsGateways);
  return ours;
}

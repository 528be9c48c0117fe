import { type Address, isAddress } from 'viem';
import { RECORD_REGISTRY } from '../../shared/provenance/registry.ts';
import { ANCHOR_NAMES, type AnchorName } from '../../shared/provenance/schema.ts';
import type { Place } from '../../shared/provenance/verify-on-anchors.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { readAttestations } from '../../supabase/functions/_shared/adapters/eas-anchor.ts';
import { readRegistry } from '../../supabase/functions/_shared/adapters/registry-anchor.ts';
import { ACCOUNTS } from '../chain/accounts.ts';
import { localConfig, urlOf } from '../config.ts';

export const USAGE =
  'verify-record -- ID [--record FILE] [--rpc URL --publisher ADDRESS --gateways URL,URL --from-block N] [--anchors registry,eas]';

export const OPTIONS = {
  record: { type: 'string' },
  rpc: { type: 'string' },
  publisher: { type: 'string' },
  gateways: { type: 'string' },
  'from-block': { type: 'string', default: '0' },
  anchors: { type: 'string', default: 'registry,eas' },
} as const;
type Values = { rpc?: string; publisher?: string; 'from-block': string; anchors: string };

/** Where to look: on the local chain for its publisher, unless told otherwise. @throws Error for no anchor, or no address */
export function placesOf(values: Values): Place[] {
  const { rpc = urlOf(localConfig(), 'chain') } = values;
  const publisher = addressOf(values.publisher ?? ACCOUNTS.recordsPublisher.address);
  const place = { client: chainClient(rpc), fromBlock: BigInt(values['from-block']) };
  const readers: Partial<Record<AnchorName, Place['batches']>> = {
    registry: () => readRegistry({ ...place, registry: RECORD_REGISTRY }, publisher),
    eas: () => readAttestations(place, publisher),
  };
  return values.anchors.split(',').map(name => {
    const anchor = ANCHOR_NAMES.find(known => known === name);
    const batches = anchor && readers[anchor];
    if (anchor === undefined || batches === undefined) throw new Error(`No anchor: ${name}. ${USAGE}`);
    return { anchor, batches };
  });
}

function addressOf(text: string): Address {
  if (!isAddress(text)) throw new Error(`No address: ${text}`);
  return text;
}

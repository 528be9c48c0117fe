import type { parseArgs } from 'node:util';
import { type Address, isAddress } from 'viem';
import { RECORD_REGISTRY } from '../../shared/provenance/registry.ts';
import { ANCHOR_NAMES, type AnchorName } from '../../shared/provenance/schema.ts';
import { TABLELAND_REGISTRIES } from '../../shared/provenance/tableland/abi.ts';
import type { Place } from '../../shared/provenance/verify-on-anchors.ts';
import { chainClient } from '../../supabase/functions/_shared/adapters/chain-client.ts';
import { readAttestations } from '../../supabase/functions/_shared/adapters/eas-anchor.ts';
import { readRegistry } from '../../supabase/functions/_shared/adapters/registry-anchor.ts';
import { readTableland, readTables } from '../../supabase/functions/_shared/adapters/tableland-chain.ts';
import { askTableland, lookInTable } from '../../supabase/functions/_shared/adapters/tableland-network.ts';
import { ACCOUNTS } from '../chain/accounts.ts';
import { localConfig, urlOf } from '../config.ts';

export const USAGE =
  'verify-record -- ID [--record FILE] [--rpc URL --publisher ADDRESS --gateways URL,URL --from-block N] [--anchors registry,eas,tableland] [--tableland-rpc URL --tableland-publisher ADDRESS --tableland-contract ADDRESS --tableland-from-block N --tableland-validator URL]';

export const OPTIONS = {
  record: { type: 'string' },
  rpc: { type: 'string' },
  publisher: { type: 'string' },
  gateways: { type: 'string' },
  'from-block': { type: 'string', default: '0' },
  anchors: { type: 'string', default: 'registry,eas' },
  'tableland-rpc': { type: 'string' },
  'tableland-publisher': { type: 'string' },
  'tableland-contract': { type: 'string' },
  'tableland-from-block': { type: 'string', default: '0' },
  'tableland-validator': { type: 'string' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** Where to look: on the local chain for its publisher, unless told otherwise. @throws Error for no anchor, or no address */
export async function placesOf(values: Values): Promise<Place[]> {
  const { rpc = urlOf(localConfig(), 'chain') } = values;
  const publisher = addressOf(values.publisher ?? ACCOUNTS.recordsPublisher.address);
  const place = { client: chainClient(rpc), fromBlock: BigInt(values['from-block']) };
  const readers: Record<AnchorName, () => Place | Promise<Place>> = {
    registry: () => ({ anchor: 'registry', batches: () => readRegistry({ ...place, registry: RECORD_REGISTRY }, publisher) }),
    eas: () => ({ anchor: 'eas', batches: () => readAttestations(place, publisher) }),
    tableland: () => inTableland(values, rpc, publisher),
  };
  const names = values.anchors.split(',').map(name => {
    const anchor = ANCHOR_NAMES.find(known => known === name);
    if (anchor === undefined) throw new Error(`No anchor: ${name}. ${USAGE}`);
    return anchor;
  });
  return Promise.all(names.map(name => readers[name]()));
}

/** The rows of Tableland, as its registry's chain has them; with a validator, the network's rows are held against them. */
async function inTableland(values: Values, rpc: string, publisher: Address): Promise<Place> {
  const client = chainClient(values['tableland-rpc'] ?? rpc);
  const chainId = await client.getChainId();
  const registry = addressOf(values['tableland-contract'] ?? TABLELAND_REGISTRIES[chainId] ?? '');
  const owner = addressOf(values['tableland-publisher'] ?? publisher);
  const place = { client, registry, chainId, owner, fromBlock: BigInt(values['tableland-from-block']) };
  const validator = values['tableland-validator'];
  const batches = () => readTableland(place);
  if (validator === undefined) return { anchor: 'tableland', batches };
  const ask = askTableland(validator);
  return { anchor: 'tableland', batches, look: async record => lookInTable(ask, await readTables(place), record) };
}

function addressOf(text: string): Address {
  if (!isAddress(text)) throw new Error(`No address: ${text}`);
  return text;
}

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
import type { readOptions } from '../cli/read-options.ts';
import { text, whole } from '../cli/read-options.ts';
import { localConfig, urlOf } from '../config.ts';

export const OPTIONS = {
  record: text,
  rpc: text,
  publisher: text,
  gateways: text,
  'from-block': whole(0, 0),
  anchors: text,
  'tableland-rpc': text,
  'tableland-publisher': text,
  'tableland-contract': text,
  'tableland-from-block': whole(0, 0),
  'tableland-validator': text,
};
type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values'];

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
  const names = (values.anchors ?? 'registry,eas').split(',').map(name => {
    const anchor = ANCHOR_NAMES.find(known => known === name);
    if (anchor === undefined) throw new Error(`No anchor: ${name}. There are ${ANCHOR_NAMES.join(', ')}.`);
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

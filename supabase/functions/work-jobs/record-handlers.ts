import { blockCid } from '../../../shared/kernel/block-cid.ts';
import type { JobHandlers } from '../../../shared/ops/schema.ts';
import { anchorHandler, FIRST_LANE } from '../../../shared/provenance/anchor-records.ts';
import type { Lane } from '../../../shared/provenance/ports.ts';
import { RECORD_REGISTRY } from '../../../shared/provenance/registry.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { easAnchor } from '../_shared/adapters/eas-anchor.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { publisher } from '../_shared/adapters/publisher.ts';
import { registryAnchor } from '../_shared/adapters/registry-anchor.ts';
import { tablelandAnchor } from '../_shared/adapters/tableland-anchor.ts';
import { askTableland } from '../_shared/adapters/tableland-network.ts';
import type { Env } from '../_shared/env.ts';
import { recordStore } from '../_shared/stores/provenance.ts';

/** What decides where records are published. */
type RecordEnv = Pick<
  Env,
  | 'BASE_RPC_URL'
  | 'CHAIN_ID'
  | 'PINATA_API_URL'
  | 'PINATA_JWT'
  | 'RECORDS_ANCHORS'
  | 'RECORDS_BATCH_SECONDS'
  | 'RECORDS_FROM_BLOCK'
> &
  Partial<Pick<Env, (typeof RECORD_OPTIONS)[number]>>;

/** Keys of wallets, and Tableland: what may be left out. */
export const RECORD_OPTIONS = [
  'RECORDS_WALLET_PRIVATE_KEY',
  'TABLELAND_CHAIN_ID',
  'TABLELAND_CONTRACT_ADDRESS',
  'TABLELAND_RPC_URL',
  'TABLELAND_PRIVATE_KEY',
  'TABLELAND_VALIDATOR_URL',
  'TABLELAND_FROM_BLOCK',
] as const satisfies (keyof Env)[];

/** The job that publishes records. Without a key nothing is published: what is due waits for one. */
export function recordHandlers(db: Database, env: RecordEnv, now: () => number): JobHandlers {
  const lanes = { ...onBase(env), ...onTableland(env) };
  if (Object.keys(lanes).length === 0) return {};
  const ports = {
    store: recordStore(db, env.RECORDS_ANCHORS),
    pin: pinata({ url: env.PINATA_API_URL, jwt: env.PINATA_JWT }),
    cidOf: blockCid,
    now,
  };
  return { anchor: anchorHandler(ports, lanes, { batchMs: env.RECORDS_BATCH_SECONDS * 1000 }) };
}

function onBase(env: RecordEnv): Record<string, Lane> {
  const privateKey = env.RECORDS_WALLET_PRIVATE_KEY;
  if (privateKey === undefined) return {};
  const wallet = publisher({ rpcUrl: env.BASE_RPC_URL, chainId: env.CHAIN_ID, privateKey });
  const place = { client: chainClient(env.BASE_RPC_URL), fromBlock: env.RECORDS_FROM_BLOCK };
  const anchors = env.RECORDS_ANCHORS.flatMap(({ anchor, kinds }) => {
    if (anchor === 'registry') return { anchor: registryAnchor({ ...place, registry: RECORD_REGISTRY }, wallet.address), kinds };
    return anchor === 'eas' ? { anchor: easAnchor(place, wallet.address), kinds } : [];
  });
  return { [FIRST_LANE]: { wallet, anchors } };
}

/** A wallet and a job of its own: while Tableland is away, everything else goes on. */
function onTableland(env: RecordEnv): Record<string, Lane> {
  const choice = env.RECORDS_ANCHORS.find(({ anchor }) => anchor === 'tableland');
  const { TABLELAND_CHAIN_ID: chainId, TABLELAND_CONTRACT_ADDRESS: registry } = env;
  const { TABLELAND_RPC_URL: rpcUrl, TABLELAND_PRIVATE_KEY: privateKey, TABLELAND_VALIDATOR_URL: validator } = env;
  // Each step looks for the tables from this block on: from the first block of Base it would ask some thousand times.
  const fromBlock = env.TABLELAND_FROM_BLOCK;
  if (!(choice && chainId && registry && rpcUrl && privateKey && fromBlock !== undefined)) return {};
  if (privateKey === env.RECORDS_WALLET_PRIVATE_KEY)
    throw new Error('TABLELAND_PRIVATE_KEY is the key of another wallet: two jobs would take one nonce.');
  const wallet = publisher({ rpcUrl, chainId, privateKey });
  const place = { client: chainClient(rpcUrl), registry, chainId, owner: wallet.address, fromBlock };
  const anchor = tablelandAnchor(place, choice.kinds, validator ? askTableland(validator) : undefined);
  return { 'anchor:tableland': { wallet, anchors: [{ anchor, kinds: choice.kinds }] } };
}

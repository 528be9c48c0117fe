import { metadataCid } from '../../../shared/launches/metadata-cid.ts';
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
  Partial<Pick<Env, 'RECORDS_WALLET_PRIVATE_KEY'>>;

/** The job that publishes records. Without a key nothing is published: what is due waits for one. */
export function recordHandlers(db: Database, env: RecordEnv, now: () => number): JobHandlers {
  const lanes = { ...onBase(env) };
  if (Object.keys(lanes).length === 0) return {};
  const ports = {
    store: recordStore(db, env.RECORDS_ANCHORS),
    pin: pinata({ url: env.PINATA_API_URL, jwt: env.PINATA_JWT }),
    cidOf: metadataCid,
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

import { type Address, type Hex, parseEventLogs, type TransactionReceipt } from 'viem';
import { base } from 'viem/chains';
import { EAS_ABI, EAS_ADDRESS, readAttested } from '../../../shared/provenance/eas.ts';
import type { Published } from '../../../shared/provenance/ports.ts';
import { RECORD_REGISTRY, REGISTRY_ABI } from '../../../shared/provenance/registry.ts';
import type { AnchorName } from '../../../shared/provenance/schema.ts';
import { TABLELAND_REGISTRIES } from '../../../shared/provenance/tableland/abi.ts';
import { batchStored, recordsStored, tablesNamed } from '../../../shared/provenance/tableland/published.ts';
import { chain } from '../../lib/chain.ts';

export type PublishedBy = Published & { publisher: Address };
type Reader = (receipt: TransactionReceipt, at: Pick<Published, 'txHash' | 'block' | 'time'>) => Promise<PublishedBy[]>;

/** What a transaction published on an anchor, as the chain itself tells it. @throws for a transaction that is not there */
export async function publishedIn(anchor: AnchorName, txHash: Hex): Promise<PublishedBy[]> {
  const receipt = await chain().getTransactionReceipt({ hash: txHash });
  const { timestamp } = await chain().getBlock({ blockNumber: receipt.blockNumber });
  return READERS[anchor](receipt, { txHash, block: receipt.blockNumber, time: Number(timestamp) });
}

const READERS: Record<AnchorName, Reader> = {
  registry: async ({ logs }, at) =>
    parseEventLogs({ abi: REGISTRY_ABI, eventName: 'Published', logs: logs.filter(isFrom(RECORD_REGISTRY)) }).map(({ args }) => ({
      ...at,
      root: args.root,
      digest: args.digest,
      count: Number(args.count),
      publisher: args.publisher,
    })),
  eas: async ({ logs }, at) => {
    const attested = parseEventLogs({ abi: EAS_ABI, eventName: 'Attested', logs: logs.filter(isFrom(EAS_ADDRESS)) });
    return Promise.all(
      attested.map(async ({ args: { uid, attester } }) => {
        const call = { address: EAS_ADDRESS, abi: EAS_ABI, functionName: 'getAttestation', args: [uid] } as const;
        return { ...at, ...readAttested(await chain().readContract(call)), publisher: attester };
      }),
    );
  },
  tableland: async ({ logs }, at) => {
    const registry = TABLELAND_REGISTRIES[base.id];
    const own = registry === undefined ? [] : logs.filter(isFrom(registry));
    const stored = recordsStored(own, tablesNamed(own, base.id));
    return stored === null || stored.records.length === 0
      ? []
      : [{ ...batchStored(stored.records, at), publisher: stored.publisher }];
  },
};

function isFrom(contract: Address) {
  return ({ address }: { address: Address }) => address.toLowerCase() === contract.toLowerCase();
}

import { type Hex, parseEventLogs } from 'viem';
import { metadataCid } from '../../../shared/launches/metadata-cid.ts';
import { openVerified, readLeaf } from '../../../shared/media/verified-file.ts';
import type { Published } from '../../../shared/provenance/ports.ts';
import { RECORD_REGISTRY, REGISTRY_ABI } from '../../../shared/provenance/registry.ts';
import { type Verdict, verifyRecord } from '../../../shared/provenance/verify-record.ts';
import { chain } from '../../lib/chain.ts';
import { verifiedBlocks } from '../../lib/read-verified.ts';

export type Checked = Verdict & { publisher: string | null };

/**
 * Does a record's proof again in this browser, from the chain and IPFS. The database said which transaction to look at, which can hide a record but not make one: what counts is
 * read from the chain and hashed here.
 */
export async function checkRecord(id: string, claimed: unknown, txHash: Hex): Promise<Checked> {
  let publisher: string | null = null;
  const batches = async (): Promise<Published[]> => {
    const receipt = await chain().getTransactionReceipt({ hash: txHash });
    const { timestamp } = await chain().getBlock({ blockNumber: receipt.blockNumber });
    return parseEventLogs({ abi: REGISTRY_ABI, eventName: 'Published', logs: receipt.logs })
      .filter(({ address }) => address.toLowerCase() === RECORD_REGISTRY.toLowerCase())
      .map(({ args }) => {
        publisher = args.publisher;
        return {
          root: args.root,
          digest: args.digest,
          count: Number(args.count),
          txHash,
          block: receipt.blockNumber,
          time: Number(timestamp),
        };
      });
  };
  const fetchBlock = verifiedBlocks();
  const fetchFile = async (cid: string) => {
    try {
      const { size, leaves } = await openVerified(cid, fetchBlock);
      const whole = new Uint8Array(size);
      for (const leaf of leaves) whole.set(await readLeaf(leaf, fetchBlock), leaf.start);
      return whole;
    } catch {
      return null;
    }
  };
  const verdict = await verifyRecord(id, { batches, fetch: fetchFile, cidOf: metadataCid }, claimed);
  return { ...verdict, publisher };
}

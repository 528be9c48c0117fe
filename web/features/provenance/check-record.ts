import { base } from 'viem/chains';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { readWhole } from '../../../shared/media/read-whole.ts';
import { type PlaceVerdict, verifyOnAnchors } from '../../../shared/provenance/verify-on-anchors.ts';
import { verifiedBlocks } from '../../lib/verified-blocks.ts';
import { publishedIn } from './published-in.ts';
import type { Recorded } from './record-query.ts';

export type Checked = PlaceVerdict & { publisher: string | null };

/**
 * Does a record's proof again in this browser, from the chain and IPFS, for each anchor. The database said which transactions to
 * look at, which can hide a record but not make one: what counts is read from the chain and hashed here.
 */
export async function checkRecord(id: string, recorded: readonly Recorded[]): Promise<Checked[]> {
  const publishers = new Map<string, string>();
  const places = recorded.flatMap(({ anchor, chainId, txHash, record: claimed }) => {
    // Tableland may be on a chain that this browser does not ask.
    if (txHash === null || chainId !== base.id) return [];
    const batches = async () => {
      const published = await publishedIn(anchor, txHash);
      for (const { publisher } of published) publishers.set(anchor, publisher);
      return published;
    };
    return { anchor, batches, claimed };
  });
  const verdicts = await verifyOnAnchors(id, places, { fetch: wholeFile, cidOf: blockCid });
  return verdicts.map(verdict => ({ ...verdict, publisher: publishers.get(verdict.anchor) ?? null }));
}

/** Whoever makes a profile names its picture, which may be a file that fills the memory of whoever checks. */
const LARGEST_BYTES = 128 * 1024 * 1024;

const wholeFile = (cid: string) => readWhole(cid, LARGEST_BYTES, verifiedBlocks()).catch(() => null);

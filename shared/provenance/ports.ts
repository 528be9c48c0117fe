import type { Hex } from 'viem';
import type { ProvenanceRecord } from './schema.ts';

/** What the chain says of a batch. */
export type Published = {
  root: Hex;
  /** sha2-256 of the batch's file: its name on IPFS. */
  digest: Hex;
  count: number;
  txHash: Hex;
  block: bigint;
  /** Seconds since 1970. */
  time: number;
};

/** A place on a chain where batches are published. Each has one publisher whom we believe. */
export type Anchor = {
  name: 'registry' | 'eas';
  /** Records in one batch: a single one where each is published by itself. */
  most: number;
  find: (root: Hex) => Promise<Published | null>;
  /** Signs and sends; a root that is there already is not sent again. Gives the transaction's hash at once. */
  publish: (batch: { root: Hex; digest: Hex; count: number }) => Promise<Hex>;
};

export type OpenBatch = { id: string; root: Hex; digest: Hex; count: number; sentAt: number | null };

export type RecordStore = {
  /** The oldest batch that is not on the chain yet. */
  openBatch: () => Promise<OpenBatch | null>;
  /** Facts of which no record was made, the oldest first, as records. */
  due: (most: number) => Promise<{ dueId: string; record: ProvenanceRecord }[]>;
  /** How many facts wait, and since when (ms); null when none does. */
  waiting: () => Promise<{ count: number; since: number } | null>;
  /** Records and their batch, in one transaction; the facts wait no more. */
  keep: (
    batch: { root: Hex; digest: Hex; cid: string; anchor: string },
    entries: readonly { dueId: string; record: ProvenanceRecord }[],
  ) => Promise<OpenBatch>;
  sent: (batchId: string, txHash: Hex, at: number) => Promise<void>;
  published: (batchId: string, on: Published) => Promise<void>;
};

export type RecordPorts = {
  store: RecordStore;
  anchor: Anchor;
  pin: (bytes: Uint8Array, name: string) => Promise<string>;
  cidOf: (bytes: Uint8Array) => Promise<string>;
  now: () => number;
};

import type { Address, Hex } from 'viem';
import type { AnchorName, ProvenanceRecord, RecordKind } from './schema.ts';

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
  /** The file itself, where the chain holds it. */
  file?: Uint8Array;
};

export type ChainCall = { to: Address; data: Hex };
/** In wei per gas. */
export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };
export type Signed = Fees & { hash: Hex; raw: Hex };

/** A key on one chain. It has one transaction under way at a time. */
export type Wallet = {
  address: Address;
  chainId: number;
  /** A transaction for the first nonce that is not mined, with fees that replace one of `over`. */
  sign: (call: ChainCall, over: Fees | null) => Promise<Signed>;
  /** Sends what was signed; what the node has already is no error. */
  send: (raw: Hex) => Promise<void>;
  /** Whether it was mined and did what it was to do. */
  succeeded: (hash: Hex) => Promise<boolean>;
  /** The chain's newest block. */
  head: () => Promise<bigint>;
  /** The newest block that no reorg takes back. */
  safe: () => Promise<bigint>;
};

/** A batch that is kept and not known to be on its chain. `fromBlock` is a block before it was kept. */
export type OpenBatch = {
  id: string;
  anchor: AnchorName;
  root: Hex;
  digest: Hex;
  count: number;
  fromBlock: bigint;
  sent: (Fees & { hash: Hex; at: number }) | null;
};

/** A place on a chain where batches are published. Each has one publisher whom we believe. */
export type Anchor = {
  name: AnchorName;
  /** Records in one batch: a single one where each is published by itself. */
  most: number;
  find: (batch: Pick<OpenBatch, 'root' | 'fromBlock'>) => Promise<Published | null>;
  /** The call that is to be made next for this batch: what has to be there before it, or its publication. */
  next: (batch: OpenBatch, records: readonly ProvenanceRecord[]) => Promise<ChainCall>;
};

/** Which kinds of records an anchor takes. */
export type Choice = { anchor: AnchorName; kinds: readonly RecordKind[] };
/** The anchors that one wallet publishes on. */
export type Lane = { wallet: Wallet; anchors: readonly { anchor: Anchor; kinds: readonly RecordKind[] }[] };

/** A fact that an anchor has no record of yet, under the id of its row. */
export type DueRecord = { dueId: string; record: ProvenanceRecord };

export type RecordStore = {
  /** Batches of these anchors that are not on the chain yet, the oldest first. */
  open: (anchors: readonly AnchorName[]) => Promise<OpenBatch[]>;
  /** Facts of which the anchor has no record, the oldest first, as records. */
  due: (choice: Choice, most: number) => Promise<DueRecord[]>;
  /** How many facts wait for the anchor, and since when (ms); null when none does. */
  waiting: (choice: Choice) => Promise<{ count: number; since: number } | null>;
  /** Records and their batch, in one transaction; for this anchor the facts wait no more. */
  keep: (
    batch: Pick<OpenBatch, 'anchor' | 'root' | 'digest' | 'fromBlock'> & { cid: string; chainId: number },
    entries: readonly DueRecord[],
  ) => Promise<OpenBatch>;
  recordsOf: (batchId: string) => Promise<ProvenanceRecord[]>;
  /** Notes a transaction before it is sent. */
  sent: (batchId: string, transaction: Signed, at: number) => Promise<void>;
  published: (batchId: string, on: Published) => Promise<void>;
  /** Batches of these anchors that were found on the chain, with their blocks, of which a reorg may have taken one back. */
  unsettled: (anchors: readonly AnchorName[]) => Promise<(OpenBatch & { block: bigint })[]>;
  settled: (batchId: string, at: number) => Promise<void>;
  /** A reorg took it back: it is open again. */
  takenBack: (batchId: string) => Promise<void>;
  /** Adds the job that steps this lane. */
  wake: (lane: string) => Promise<void>;
};

export type RecordPorts = {
  store: RecordStore;
  pin: (bytes: Uint8Array, name: string) => Promise<string>;
  cidOf: (bytes: Uint8Array) => Promise<string>;
  now: () => number;
};

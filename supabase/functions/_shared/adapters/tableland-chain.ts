import { type Address, isAddressEqual, type Log, type PublicClient, zeroAddress } from 'viem';
import type { Published } from '../../../../shared/provenance/ports.ts';
import { TABLELAND_ABI } from '../../../../shared/provenance/tableland/abi.ts';
import { batchStored, recordsStored, tablesMade } from '../../../../shared/provenance/tableland/published.ts';
import type { RecordTable } from '../../../../shared/provenance/tableland/tables.ts';
import { logsBackwards } from './logs-backwards.ts';

/** Tableland's registry on one chain, and the owner of the tables that we believe. */
export type TablelandPlace = { client: PublicClient; registry: Address; chainId: number; owner: Address; fromBlock: bigint };

const [TRANSFER, , RUN] = TABLELAND_ABI;

/** The tables of records that were made for the owner: the first of each kind. */
export async function readTables({ client, registry, chainId, owner, fromBlock }: TablelandPlace): Promise<RecordTable[]> {
  const args = { from: zeroAddress, to: owner } as const;
  const minted = await logsBackwards(client, fromBlock, Number.POSITIVE_INFINITY, range =>
    client.getLogs({ address: registry, event: TRANSFER, args, strict: true, ...range }),
  );
  const hashes = [...new Set(minted.map(({ transactionHash }) => transactionHash))].reverse();
  const receipts = await Promise.all(hashes.map(hash => client.getTransactionReceipt({ hash })));
  const made = receipts.flatMap(({ logs }) =>
    tablesMade(
      logs.filter(({ address }) => isAddressEqual(address, registry)),
      owner,
      chainId,
    ),
  );
  return made.filter(({ kind }, at) => made.findIndex(other => other.kind === kind) === at);
}

/** What the owner stored in its tables, a batch a transaction, newest first. The statements are on the chain: no validator has to be believed. */
export async function readStored(place: TablelandPlace, tables: readonly RecordTable[]): Promise<Published[]> {
  const { client, registry, owner, fromBlock } = place;
  const stored = await logsBackwards(client, fromBlock, Number.POSITIVE_INFINITY, async range => {
    const logs = await client.getLogs({ address: registry, event: RUN, strict: true, ...range });
    return byTransaction(logs.filter(({ args }) => isAddressEqual(args.caller, owner)));
  });
  const batches = await Promise.all(
    stored.map(async logs => {
      const [{ transactionHash, blockNumber } = {}] = logs as Log<bigint, number, false>[];
      const records = recordsStored(logs, tables)?.records ?? [];
      if (records.length === 0 || !transactionHash || blockNumber === undefined) return [];
      const { timestamp } = await client.getBlock({ blockNumber });
      return batchStored(records, { txHash: transactionHash, block: blockNumber, time: Number(timestamp) });
    }),
  );
  return batches.flat();
}

/** Everything that the owner stored, newest first. */
export async function readTableland(place: TablelandPlace): Promise<Published[]> {
  const tables = await readTables(place);
  return tables.length === 0 ? [] : readStored(place, tables);
}

function byTransaction(logs: Log[]): Log[][] {
  const groups = new Map<string | null, Log[]>();
  for (const log of logs) groups.set(log.transactionHash, [...(groups.get(log.transactionHash) ?? []), log]);
  return [...groups.values()];
}

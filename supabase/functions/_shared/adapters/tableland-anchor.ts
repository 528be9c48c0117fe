import { type Address, encodeFunctionData, type PublicClient } from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { Anchor, ChainCall, Published } from '../../../../shared/provenance/ports.ts';
import type { ProvenanceRecord, RecordKind } from '../../../../shared/provenance/schema.ts';
import { APPEND_ONLY_POLICY, TABLELAND_ABI } from '../../../../shared/provenance/tableland/abi.ts';
import { CREATE_TABLE, type RecordTable, STORE_ON_CHAIN } from '../../../../shared/provenance/tableland/tables.ts';
import { askChain } from './chain-client.ts';
import { readStored, readTables, type TablelandPlace } from './tableland-chain.ts';
import { type AskTableland, requireRun } from './tableland-network.ts';

/** Records in one transaction: some 15,000 gas each. */
const MOST = 25;

/**
 * Records as rows of Tableland, a table a kind. Tables are made when they are first needed, each under a policy that lets it grow
 * and nothing else, locked for good. With a validator to ask, a batch counts as published once the network has run it.
 */
export function tablelandAnchor(place: TablelandPlace, kinds: readonly RecordKind[], ask?: AskTableland): Anchor {
  const to = place.registry;
  return {
    name: 'tableland',
    most: MOST,
    find: async ({ root, fromBlock }) => {
      const found = await askChain(() => findStored(place, root, fromBlock));
      if (found !== null && ask !== undefined) await requireRun(ask, place.chainId, found.txHash);
      return found;
    },
    next: (_, records) =>
      askChain(async () => {
        const tables = await readTables(place);
        return (await preparation(place, tables, kinds)) ?? { to, data: storing(place.owner, tables, records) };
      }),
  };
}

async function findStored(place: TablelandPlace, root: string, fromBlock: bigint): Promise<Published | null> {
  const tables = await readTables(place);
  if (tables.length === 0) return null;
  return (await readStored({ ...place, fromBlock }, tables)).find(stored => stored.root === root) ?? null;
}

function storing(owner: Address, tables: readonly RecordTable[], records: readonly ProvenanceRecord[]) {
  const statements = records.map(record => {
    const table = tables.find(({ kind }) => kind === record.kind);
    if (table === undefined) throw new Error(`no table of ${record.kind}s`);
    return { tableId: table.tableId, statement: STORE_ON_CHAIN[record.kind](table, record) };
  });
  return encodeFunctionData({ abi: TABLELAND_ABI, functionName: 'mutate', args: [owner, statements] });
}

/** What has to be done before rows can be stored: make the tables, put each under its policy, lock that. Null when nothing is left. */
async function preparation(
  { client, registry, chainId, owner }: TablelandPlace,
  tables: readonly RecordTable[],
  kinds: readonly RecordKind[],
): Promise<ChainCall | null> {
  const abi = TABLELAND_ABI;
  const missing = kinds.filter(kind => tables.every(table => table.kind !== kind));
  if (missing.length > 0) {
    const args = [owner, missing.map(kind => CREATE_TABLE[kind](chainId))] as const;
    return { to: registry, data: encodeFunctionData({ abi, functionName: 'create', args }) };
  }
  await requirePolicy(client);
  for (const { tableId } of tables) {
    const controller = await client.readContract({ abi, address: registry, functionName: 'getController', args: [tableId] });
    const args = [owner, tableId, APPEND_ONLY_POLICY] as const;
    const put = { to: registry, data: encodeFunctionData({ abi, functionName: 'setController', args }) };
    if (controller.toLowerCase() !== APPEND_ONLY_POLICY.toLowerCase()) return put;
    if (!(await isRefused(client, owner, put)))
      return { to: registry, data: encodeFunctionData({ abi, functionName: 'lockController', args: [owner, tableId] }) };
  }
  return null;
}

/** A policy that is not there would let nobody write, and locked it would stay so. */
async function requirePolicy(client: PublicClient): Promise<void> {
  const code = await client.getCode({ address: APPEND_ONLY_POLICY });
  if (code !== undefined && code !== '0x') return;
  const facts = { address: APPEND_ONLY_POLICY };
  throw new AppError('tableland/no-policy', 'AppendOnlyPolicy is not on this chain.', { status: 503, retryable: true, facts });
}

/** The registry tells nobody whether a controller is locked; it refuses to set one that is. */
async function isRefused(client: PublicClient, account: Address, { to, data }: ChainCall): Promise<boolean> {
  try {
    await client.call({ account, to, data });
    return false;
  } catch (error) {
    if (String(error).includes('Unauthorized') || String(error).includes('0x82b42900')) return true;
    throw error;
  }
}

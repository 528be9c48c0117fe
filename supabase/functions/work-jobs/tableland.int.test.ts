import { parseEventLogs } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../../local/chain/accounts.ts';
import { type RecordsWorld, startRecordsWorld } from '../../../local/records/testing/records-world.ts';
import { deployRegistry } from '../../../local/tableland/deploy-registry.ts';
import { startValidator, type Validator } from '../../../local/tableland/start-validator.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { readBatch } from '../../../shared/provenance/batch-file.ts';
import type { ProvenanceRecord } from '../../../shared/provenance/schema.ts';
import { TABLELAND_ABI } from '../../../shared/provenance/tableland/abi.ts';
import { insertStatement } from '../../../shared/provenance/tableland/sql.ts';
import { storeUserProfileOnChain, tableName } from '../../../shared/provenance/tableland/tables.ts';
import { verifyOnAnchors } from '../../../shared/provenance/verify-on-anchors.ts';
import { isVerified } from '../../../shared/provenance/verify-record.ts';
import { publisher } from '../_shared/adapters/publisher.ts';
import { tablelandAnchor } from '../_shared/adapters/tableland-anchor.ts';
import { readTableland, readTables, type TablelandPlace } from '../_shared/adapters/tableland-chain.ts';
import { type AskTableland, askTableland, lookInTable } from '../_shared/adapters/tableland-network.ts';

let world: RecordsWorld;
let admin: RecordsWorld['admin'];
let test: RecordsWorld['test'];

beforeAll(async () => {
  world = await startRecordsWorld(30_260);
  ({ admin, test } = world);
});
afterAll(() => world?.stop());

describe('records as rows of Tableland', () => {
  let validator: Validator;
  let tables: TablelandPlace;
  const owner = () => test.chain.accounts.tablelandPublisher;
  const kinds = ['profile', 'chain'] as const;
  const ask = () => askTableland(validator.url);
  const wallet = () => publisher({ rpcUrl: test.chain.rpcUrl, chainId: 8453, privateKey: owner().privateKey });
  const store = (by = ask()) => world.publish([{ anchor: tablelandAnchor(tables, kinds, by), kinds }], 4, { with: wallet() });
  const settled = async () => (await admin`select from private.due_records`).length === 0 && (await open()) === 0;
  const open = async () => (await admin`select from public.provenance_batches where published_at is null`).length;
  const query = (statement: string) => ask()(`/query?format=objects&statement=${encodeURIComponent(statement)}`);

  beforeAll(async () => {
    const rpcUrl = test.chain.rpcUrl;
    const registry = await deployRegistry(test.chain.clients, 'http://127.0.0.1:30790');
    validator = await startValidator({ port: 30_790, metricsPort: 30_791, rpcUrl, registry });
    tables = { ...world.place(), registry, chainId: 8453, owner: owner().address };
  });
  afterAll(() => validator?.stop());

  /** Sends a statement as somebody and gives what the network said of it; undefined when it was run. */
  async function run(by: LocalAccount, tableId: bigint, statement: string): Promise<string | undefined> {
    const args = [by.address, [{ tableId, statement }]] as const;
    const call = { address: tables.registry, abi: TABLELAND_ABI, functionName: 'mutate', args } as const;
    const hash = await test.chain.clients.walletOf(by).writeContract(call);
    await expect.poll(() => ask()(`/receipt/8453/${hash}`), { timeout: 30_000 }).not.toBeNull();
    return ((await ask()(`/receipt/8453/${hash}`)) as { error?: string }).error;
  }

  /** Stores until nothing waits any more: the network takes its time. */
  async function storeAll(): Promise<void> {
    const step = async () => {
      await store();
      return settled();
    };
    await expect.poll(step, { timeout: 60_000 }).toBe(true);
  }

  it('go from a profile and a chain to the real network, and hold from chain and IPFS alone', async () => {
    const made = await world.somebodyDances();
    const picture = await world.pin(new TextEncoder().encode('avatar'));
    await admin`update public.users set avatar_url = ${`https://ipfs.example/ipfs/${picture}`} where id = ${made.user}`;
    await storeAll();
    const ours = await readTables(tables);
    expect(ours.map(({ kind }) => kind)).toEqual(kinds);
    const look = (record: ProvenanceRecord) => lookInTable(ask(), ours, record);
    const ports = { fetch: async (cid: string) => world.pinned.get(cid) ?? null, cidOf: blockCid };
    for (const id of [made.user, made.chain]) {
      const [verdict] = await verifyOnAnchors(id, [{ anchor: 'tableland', batches: () => readTableland(tables), look }], ports);
      expect(verdict?.findings.filter(({ holds }) => holds !== true)).toEqual([]);
      expect(verdict).toMatchObject({ standing: 'holds', record: { id } });
      expect(verdict?.findings.map(({ what }) => what)).toContain('table');
    }
    const [verdict] = await verifyOnAnchors(made.user, [{ anchor: 'tableland', batches: () => readTableland(tables) }], ports);
    expect(verdict?.record?.content).toEqual([picture]);
    expect(await readTableland({ ...tables, owner: test.chain.accounts.fan.address })).toEqual([]);
  });

  it('are in tables that only grow: nobody changes or removes a row, nobody else adds one, and the policy is locked', async () => {
    const made = await readTables(tables);
    const [profiles] = made;
    if (profiles === undefined) throw new Error('no table of profiles');
    const name = tableName(profiles);
    const before = await query(`select * from ${name}`);
    expect(await run(owner(), profiles.tableId, `update ${name} set author_fid=1`)).toMatch(/not allowed|policy/i);
    expect(await run(owner(), profiles.tableId, `delete from ${name}`)).toMatch(/not allowed|policy/i);
    const [stored] = await readTableland(tables);
    const record = readBatch(stored?.file ?? new Uint8Array()).find(({ kind }) => kind === 'profile');
    if (record === undefined) throw new Error('no profile was stored');
    const forged = { ...record, at: '2026-11-26T12:00:00.000Z' };
    const insert = storeUserProfileOnChain(profiles, forged);
    expect(await run(test.chain.accounts.fan, profiles.tableId, insert)).toMatch(/not allowed|policy|privileges/i);
    expect(await run(owner(), profiles.tableId, storeUserProfileOnChain(profiles, record))).toContain('UNIQUE');
    expect(await query(`select * from ${name}`)).toEqual(before);
    const args = [owner().address, profiles.tableId, owner().address] as const;
    const free = { address: tables.registry, abi: TABLELAND_ABI, functionName: 'setController', args } as const;
    await expect(world.place().client.simulateContract({ ...free, account: owner().address })).rejects.toThrow('Unauthorized');
    expect((await lookInTable(ask(), made, forged)).holds).toBe(false);
    expect((await lookInTable(ask(), made, { ...record, content: [] })).holds).toBe(false);
  });

  it('store hostile text as text', async () => {
    const { walletOf, read } = test.chain.clients;
    const statements = ['create table hostile_8453(a text,b integer)'];
    const args = [owner().address, statements] as const;
    const call = { address: tables.registry, abi: TABLELAND_ABI, functionName: 'create', args } as const;
    const { logs } = await read.waitForTransactionReceipt({ hash: await walletOf(owner()).writeContract(call) });
    const [created] = parseEventLogs({ abi: TABLELAND_ABI, eventName: 'CreateTable', logs });
    const tableId = created?.args.tableId ?? 0n;
    const name = `hostile_8453_${tableId}`;
    const texts = ["');drop table x;--", "it''s", '\\', '"; delete from t', '/* */ -- \n', '🕺 null'];
    for (const [b, a] of texts.entries()) expect(await run(owner(), tableId, insertStatement(name, { a, b }))).toBeUndefined();
    expect(await query(`select a from ${name} order by b`)).toEqual(texts.map(a => ({ a })));
  });

  it('wait while the network is away, hold up nobody, and come once it is back', async () => {
    const user = await world.person();
    const away: AskTableland = () => Promise.reject(new AppError('tableland/away', 'away', { status: 503, retryable: true }));
    await store(away);
    expect(await open()).toBe(1);
    const tx = async () => (await admin`select tx_hash from public.provenance_batches where published_at is null`)[0]?.tx_hash;
    const sent = await tx();
    world.clock.at += 300_000;
    await store(away);
    // It is on the chain: what waits is the network's word, and nothing is sent again.
    expect(await tx()).toBe(sent);
    await storeAll();
    expect(isVerified(await world.verify(user, () => readTableland(tables)))).toBe(true);
  });
});

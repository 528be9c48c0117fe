import { getContractAddress, type Hex, parseEventLogs, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../../local/chain/accounts.ts';
import { CREATE2_DEPLOYER } from '../../../local/chain/addresses.ts';
import { compileContracts } from '../../../local/chain/compile.ts';
import { startTestChain, type TestChain } from '../../../local/chain/testing/test-chain.ts';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import { deployRegistry } from '../../../local/tableland/deploy-registry.ts';
import { startValidator, type Validator } from '../../../local/tableland/start-validator.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { metadataCid } from '../../../shared/launches/metadata-cid.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { anchorHandler } from '../../../shared/provenance/anchor-records.ts';
import { readBatch } from '../../../shared/provenance/batch-file.ts';
import { EAS_REGISTRY_ABI, EAS_REGISTRY_ADDRESS, EAS_SCHEMA, EAS_SCHEMA_UID } from '../../../shared/provenance/eas.ts';
import type { Anchor, Lane, Published, Wallet } from '../../../shared/provenance/ports.ts';
import { RECORD_REGISTRY, REGISTRY_ABI } from '../../../shared/provenance/registry.ts';
import { type ProvenanceRecord, RECORD_KINDS } from '../../../shared/provenance/schema.ts';
import { APPEND_ONLY_POLICY, TABLELAND_ABI } from '../../../shared/provenance/tableland/abi.ts';
import { insertStatement } from '../../../shared/provenance/tableland/sql.ts';
import { storeUserProfileOnChain, tableName } from '../../../shared/provenance/tableland/tables.ts';
import { verifyOnAnchors } from '../../../shared/provenance/verify-on-anchors.ts';
import { isVerified, verifyRecord } from '../../../shared/provenance/verify-record.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { easAnchor, readAttestations } from '../_shared/adapters/eas-anchor.ts';
import { publisher } from '../_shared/adapters/publisher.ts';
import { readRegistry, registryAnchor } from '../_shared/adapters/registry-anchor.ts';
import { tablelandAnchor } from '../_shared/adapters/tableland-anchor.ts';
import { readTableland, readTables, type TablelandPlace } from '../_shared/adapters/tableland-chain.ts';
import { type AskTableland, askTableland, lookInTable } from '../_shared/adapters/tableland-network.ts';
import { jobStore } from '../_shared/stores/jobs.ts';
import { recordStore } from '../_shared/stores/provenance.ts';

let database: TestDatabase;
let test: TestChain;
let admin: Database;
let db: Database;
let clock = Date.now();
const pinned = new Map<string, Uint8Array>();
let people = 0;

beforeAll(async () => {
  [database, test] = await Promise.all([startTestDatabase(29_460), startTestChain(30_740)]);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
});
afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await Promise.all([database?.stop(), test?.stop()]);
});

const place = () => ({ client: chainClient(test.chain.rpcUrl), fromBlock: 0n });
const registry = () => ({ ...place(), registry: RECORD_REGISTRY });
const wallet = () =>
  publisher({ rpcUrl: test.chain.rpcUrl, chainId: 8453, privateKey: test.chain.accounts.recordsPublisher.privateKey });
const by = () => test.chain.accounts.recordsPublisher.address;
const pin = async (bytes: Uint8Array) => {
  const cid = await metadataCid(bytes);
  pinned.set(cid, bytes);
  return cid;
};

const all = (...anchors: Anchor[]) => anchors.map(anchor => ({ anchor, kinds: RECORD_KINDS }));

/** What cron does, until only what is due later is left. */
async function publish(anchors: Lane['anchors'] | Anchor, steps = 4, { put = pin, with: by = wallet() } = {}): Promise<void> {
  const lane = { wallet: by, anchors: 'name' in anchors ? all(anchors) : anchors };
  const wanted = lane.anchors.map(({ anchor, kinds }) => ({ anchor: anchor.name, kinds }));
  const ports = { store: recordStore(db, wanted), pin: put, cidOf: metadataCid, now: () => clock };
  const handler = anchorHandler(ports, { anchor: lane }, { batchMs: 0 });
  await admin`insert into public.jobs (key, kind, run_at) values ('anchor', 'anchor', ${new Date(clock)}) on conflict (key) do update set run_at = excluded.run_at`;
  for (let step = 0; step < steps; step++) {
    // Never behind the database's clock, however long it took to start.
    clock = Math.max(clock, Date.now()) + 5_000;
    await stepJobs({ store: jobStore(db), clock: { now: () => unixMs(clock) }, random: () => 0.5 }, { anchor: handler }, 1);
  }
}
const verify = (id: string, batches: () => Promise<Published[]>, claimed?: unknown) =>
  verifyRecord(id, { batches, fetch: async cid => pinned.get(cid) ?? null, cidOf: metadataCid }, claimed);

async function person(): Promise<string> {
  const [row] = await admin<{ id: string }[]>`
    insert into public.users (farcaster_fid, display_name) values (${++people + 70_000}, 'Nia') returning id`;
  return row?.id ?? '';
}

/** Somebody with a take, a chain and two moves with pose data. */
async function somebodyDances() {
  const user = await person();
  const media = await pin(new TextEncoder().encode(`take of ${user}`));
  const pose = await pin(new TextEncoder().encode(`pose of ${user}`));
  const [take] = await admin<{ id: string }[]>`
    insert into public.performances (user_id, farcaster_cast_id, title, poster_lines, kind, ink, video_url, cast_at)
    values (${user}, ${`0x${user.replaceAll('-', '')}00000000`}, 'T', '{T}', 'dance', 'amber', ${`https://ipfs.example/ipfs/${media}`}, now()) returning id`;
  await admin`insert into public.pose_files (cid, user_id, bytes, frames, duration_ms) values (${pose}, ${user}, 10, 30, 1000)`;
  const [chain] = await admin<{ id: string }[]>`
    insert into public.dance_chains (kind, title, poster_lines, ink, started_by) values ('dance', 'C', '{C}', 'amber', ${user}) returning id`;
  const move = async (parent: string | null, depth: number, performance: string | null) => {
    const [row] = await admin<{ id: string }[]>`
      insert into public.dance_moves (chain_id, parent_id, depth, user_id, performance_id, name, pose_cid, move_ms)
      values (${chain?.id ?? ''}, ${parent}, ${depth}, ${user}, ${performance}, 'M', ${pose}, 1000) returning id`;
    return row?.id ?? '';
  };
  const first = await move(null, 1, take?.id ?? null);
  return { user, take: take?.id ?? '', chain: chain?.id ?? '', first, second: await move(first, 2, null), media, pose };
}

describe('records in our registry', () => {
  it.each([
    ['RecordRegistry', RECORD_REGISTRY],
    ['AppendOnlyPolicy', APPEND_ONLY_POLICY],
  ])('%s is at the address that its code says', async (name, address) => {
    const { contracts } = await compileContracts(test.config);
    const bytecode = contracts[name]?.bytecode as Hex;
    expect(getContractAddress({ opcode: 'CREATE2', from: CREATE2_DEPLOYER, salt: zeroHash, bytecode })).toBe(address);
  });

  it('are made of facts by themselves, published once, and hold without a database', async () => {
    const made = await somebodyDances();
    const anchor = registryAnchor(registry(), by());
    await publish(anchor);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    const [batch] = await admin`select count, tx_hash, block_number, published_at from public.provenance_batches`;
    expect(batch).toMatchObject({ count: 5, tx_hash: expect.stringMatching(/^0x/), published_at: expect.any(Date) });
    const batches = () => readRegistry(registry(), by());
    for (const id of [made.user, made.take, made.chain, made.first, made.second]) {
      const verdict = await verify(id, batches);
      expect(verdict.findings.filter(({ holds }) => holds !== true)).toEqual([]);
      expect(isVerified(verdict)).toBe(true);
    }
    expect((await verify(made.take, batches)).record).toMatchObject({
      kind: 'performance',
      content: [made.media],
      author: { id: made.user },
    });
    expect((await verify(made.second, batches)).record).toMatchObject({
      kind: 'move',
      parents: [made.first],
      pose: expect.stringMatching(/^0x/),
    });
    await publish(anchor);
    expect(await batches()).toHaveLength(1);
  });

  it('of somebody else are not ours, and the same root is published once', async () => {
    const { client } = place();
    const stranger = test.chain.clients.walletOf(test.chain.accounts.fan);
    const args = [zeroHash, zeroHash, 1n] as const;
    const call = { address: RECORD_REGISTRY, abi: REGISTRY_ABI, functionName: 'publish', args } as const;
    await client.waitForTransactionReceipt({ hash: await stranger.writeContract(call) });
    expect(await readRegistry(registry(), by())).toHaveLength(1);
    await expect(client.simulateContract({ ...call, account: stranger.account })).rejects.toThrow('AlreadyPublished');
    await expect(
      client.simulateContract({ ...call, args: [`0x${'1'.repeat(64)}`, zeroHash, 0n], account: stranger.account }),
    ).rejects.toThrow('EmptyBatch');
  });

  it('cost the same for one and for a thousand, far below 150,000 gas', async () => {
    for (let i = 0; i < 1_000; i++) people++;
    await admin`insert into public.users (farcaster_fid, display_name) select 900000 + n, 'Many' from generate_series(1, 1000) n`;
    await publish(registryAnchor(registry(), by()));
    await person();
    await publish(registryAnchor(registry(), by()));
    const published = (await readRegistry(registry(), by())).slice(0, 2);
    expect(published.map(({ count }) => count)).toEqual([1, 1_000]);
    const used = await Promise.all(
      published.map(({ txHash }) => test.chain.clients.read.getTransactionReceipt({ hash: txHash })),
    );
    for (const { gasUsed } of used) expect(gasUsed).toBeLessThan(60_000n);
  });

  it('of a profile are of each picture, also one that came back, and one that came while another was published', async () => {
    const user = await person();
    const anchor = registryAnchor(registry(), by());
    await publish(anchor);
    const pictures = await Promise.all(['one', 'two'].map(name => pin(new TextEncoder().encode(name))));
    const show = (picture: number) =>
      admin`update public.users set avatar_url = ${`https://ipfs.example/ipfs/${pictures[picture]}`} where id = ${user}`;
    const recorded = async () =>
      (
        await admin<{ content: string[] }[]>`
        select record -> 'content' as content from public.provenance_records where subject_id = ${user} order by id`
      ).map(({ content }) => pictures.indexOf(content[0] ?? ''));
    for (const picture of [0, 1, 0]) {
      await show(picture);
      await publish(anchor);
    }
    expect(await recorded()).toEqual([-1, 0, 1, 0]);
    await show(1);
    let came = false;
    const put = async (bytes: Uint8Array) => {
      if (!came) await show(0);
      came = true;
      return pin(bytes);
    };
    await publish(anchor, 8, { put });
    expect(await recorded()).toEqual([-1, 0, 1, 0, 1, 0]);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    expect(isVerified(await verify(user, () => readRegistry(registry(), by())))).toBe(true);
  });

  it('of a take under the id of something else are none', async () => {
    const [made, stranger] = [await somebodyDances(), await person()];
    const take = (id: string) =>
      admin`
        insert into public.performances (id, user_id, farcaster_cast_id, title, poster_lines, kind, ink, cast_at)
        values (${id}, ${stranger}, ${`0x${id.replaceAll('-', '')}11111111`}, 'T', '{T}', 'dance', 'amber', now())`;
    await take(made.user);
    await publish(registryAnchor(registry(), by()));
    await take(made.chain);
    await publish(registryAnchor(registry(), by()));
    const batches = () => readRegistry(registry(), by());
    for (const [id, kind] of [
      [made.user, 'profile'],
      [made.chain, 'chain'],
    ] as const)
      expect((await verify(id, batches)).record).toMatchObject({ kind, author: { id: made.user } });
    // Nor where nobody takes records of what it is.
    const { first } = await somebodyDances();
    const takes = [{ anchor: registryAnchor(registry(), by()), kinds: ['performance'] as const }];
    await publish(takes);
    await take(first);
    await publish(takes);
    expect((await verify(first, batches)).record).toBeNull();
  });

  it('of a take that was taken down before it was published are none, until it is shown again', async () => {
    const { take } = await somebodyDances();
    const recorded = () => admin`select from public.provenance_records where subject_id = ${take}`;
    const become = (status: string) => admin`update public.performances set status = ${status} where id = ${take}`;
    await become('hidden');
    await publish(registryAnchor(registry(), by()));
    expect(await recorded()).toHaveLength(0);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    await become('live');
    await publish(registryAnchor(registry(), by()));
    expect(await recorded()).toHaveLength(1);
  });

  it('of a take name the take that it remixes, once where it answers its move too', async () => {
    const [made, answer] = [await somebodyDances(), await somebodyDances()];
    const remixed = await somebodyDances();
    await admin`update public.performances set remix_of = ${made.take} where id in (${answer.take}, ${remixed.take})`;
    await admin`update public.dance_moves set performance_id = null where performance_id = ${answer.take}`;
    await admin`update public.dance_moves set performance_id = ${answer.take} where id = ${made.second}`;
    await publish(registryAnchor(registry(), by()));
    for (const { take } of [answer, remixed])
      expect((await verify(take, () => readRegistry(registry(), by()))).record?.parents).toEqual([made.take]);
    expect((await verify(made.take, () => readRegistry(registry(), by()))).record?.parents).toEqual([]);
  });

  it('hold for a cast whose clock runs ahead', async () => {
    const { take } = await somebodyDances();
    await admin`update public.performances set cast_at = now() + interval '10 minutes' where id = ${take}`;
    await publish(registryAnchor(registry(), by()));
    const { findings, record } = await verify(take, () => readRegistry(registry(), by()));
    expect(record?.id).toBe(take);
    expect(findings.filter(({ holds }) => holds !== true)).toEqual([]);
  });

  it('survive a worker that dies before and after sending', async () => {
    const user = await person();
    const anchor = registryAnchor(registry(), by());
    const before = (await readRegistry(registry(), by())).length;
    let sent = 0;
    const dies: Wallet = {
      ...wallet(),
      send: async raw => {
        sent += 1;
        if (sent > 1) await wallet().send(raw);
        throw new Error('the worker died');
      },
    };
    await publish(anchor, 2, { with: dies });
    expect(await admin`select from public.provenance_batches where published_at is null`).toHaveLength(1);
    clock += 120_000;
    await publish(anchor);
    expect(await readRegistry(registry(), by())).toHaveLength(before + 1);
    expect(isVerified(await verify(user, () => readRegistry(registry(), by())))).toBe(true);
  });

  it('that nobody mines are sent again at the same nonce for more, and come once', async () => {
    const user = await person();
    const anchor = registryAnchor(registry(), by());
    const { test: control, read } = test.chain.clients;
    const before = (await readRegistry(registry(), by())).length;
    const nonce = await read.getTransactionCount({ address: by() });
    const last = async () => {
      const [row] = await admin<{ tx_hash: Hex; fee_wei: string; tip_wei: string; published_at: Date | null }[]>`
        select tx_hash, fee_wei, tip_wei, published_at from public.provenance_batches order by created_at desc limit 1`;
      if (row === undefined) throw new Error('no batch was kept');
      return { ...row, fee: BigInt(row.fee_wei), tip: BigInt(row.tip_wei) };
    };
    await control.setAutomine(false);
    try {
      await publish(anchor, 1);
      const first = await last();
      expect((await read.getTransaction({ hash: first.tx_hash })).nonce).toBe(nonce);
      await publish(anchor, 1);
      expect(await last()).toEqual(first);
      clock += 120_000;
      await publish(anchor, 1);
      const second = await last();
      expect(second.tx_hash).not.toBe(first.tx_hash);
      expect(second.fee).toBeGreaterThanOrEqual((first.fee * 11n) / 10n);
      expect(second.tip).toBeGreaterThanOrEqual((first.tip * 11n) / 10n);
      expect((await read.getTransaction({ hash: second.tx_hash })).nonce).toBe(nonce);
      // The node has one of the two: the second took the place of the first.
      await expect(read.getTransaction({ hash: first.tx_hash })).rejects.toThrow('could not be found');
      await test.chain.mine();
      expect(await read.getTransactionCount({ address: by() })).toBe(nonce + 1);
      await publish(anchor);
      expect(await last()).toMatchObject({ tx_hash: second.tx_hash, published_at: expect.any(Date) });
    } finally {
      await control.setAutomine(true);
    }
    expect(await readRegistry(registry(), by())).toHaveLength(before + 1);
    expect(isVerified(await verify(user, () => readRegistry(registry(), by())))).toBe(true);
  });
});

describe('records as attestations', () => {
  it('are each attested to by the real EAS, and hold in the same way', async () => {
    const ids = [await person(), await person()];
    await publish(easAnchor(place(), by()), 10);
    // Registered by whoever attested first.
    const { schema } = await place().client.readContract({
      address: EAS_REGISTRY_ADDRESS,
      abi: EAS_REGISTRY_ABI,
      functionName: 'getSchema',
      args: [EAS_SCHEMA_UID],
    });
    expect(schema).toBe(EAS_SCHEMA);
    const batches = () => readAttestations(place(), by());
    expect((await batches()).map(({ count }) => count)).toEqual([1, 1]);
    for (const id of ids) expect(isVerified(await verify(id, batches))).toBe(true);
    expect(await readAttestations(place(), test.chain.accounts.fan.address)).toEqual([]);
  });

  it('stand beside batches in the registry, each kind where it is wanted, and one that fails holds up none but itself', async () => {
    const made = await somebodyDances();
    const eas = { anchor: easAnchor(place(), by()), kinds: ['profile', 'chain'] as const };
    const away = { ...eas, anchor: { ...eas.anchor, next: () => Promise.reject(new Error('EAS is away')) } };
    const batched = { anchor: registryAnchor(registry(), by()), kinds: RECORD_KINDS };
    await publish([away, batched], 6);
    expect(isVerified(await verify(made.user, () => readRegistry(registry(), by())))).toBe(true);
    expect((await verify(made.user, () => readAttestations(place(), by()))).record).toBeNull();
    expect((await admin`select kind from private.due_records`).map(({ kind }) => kind)).toEqual(['chain']);
    await publish([eas, batched], 10);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    const look = { fetch: async (cid: string) => pinned.get(cid) ?? null, cidOf: metadataCid };
    const places = [
      { anchor: 'registry' as const, batches: () => readRegistry(registry(), by()) },
      { anchor: 'eas' as const, batches: () => readAttestations(place(), by()) },
    ];
    const standings = async (id: string) => (await verifyOnAnchors(id, places, look)).map(({ standing }) => standing);
    for (const id of [made.user, made.chain]) expect(await standings(id)).toEqual(['holds', 'holds']);
    for (const id of [made.take, made.first, made.second]) expect(await standings(id)).toEqual(['holds', 'absent']);
  });
});

describe('records as rows of Tableland', () => {
  let validator: Validator;
  let tables: TablelandPlace;
  const owner = () => test.chain.accounts.tablelandPublisher;
  const kinds = ['profile', 'chain'] as const;
  const ask = () => askTableland(validator.url);
  const wallet = () => publisher({ rpcUrl: test.chain.rpcUrl, chainId: 8453, privateKey: owner().privateKey });
  const store = (by = ask()) => publish([{ anchor: tablelandAnchor(tables, kinds, by), kinds }], 4, { with: wallet() });
  const settled = async () => (await admin`select from private.due_records`).length === 0 && (await open()) === 0;
  const open = async () => (await admin`select from public.provenance_batches where published_at is null`).length;
  const query = (statement: string) => ask()(`/query?format=objects&statement=${encodeURIComponent(statement)}`);

  beforeAll(async () => {
    await admin`delete from private.due_records`;
    const rpcUrl = test.chain.rpcUrl;
    const registry = await deployRegistry(test.chain.clients, 'http://127.0.0.1:30790');
    validator = await startValidator({ port: 30_790, metricsPort: 30_791, rpcUrl, registry });
    tables = { ...place(), registry, chainId: 8453, owner: owner().address };
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
    const made = await somebodyDances();
    const picture = await pin(new TextEncoder().encode('avatar'));
    await admin`update public.users set avatar_url = ${`https://ipfs.example/ipfs/${picture}`} where id = ${made.user}`;
    await storeAll();
    const ours = await readTables(tables);
    expect(ours.map(({ kind }) => kind)).toEqual(kinds);
    const look = (record: ProvenanceRecord) => lookInTable(ask(), ours, record);
    const ports = { fetch: async (cid: string) => pinned.get(cid) ?? null, cidOf: metadataCid };
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
    await expect(place().client.simulateContract({ ...free, account: owner().address })).rejects.toThrow('Unauthorized');
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
    const user = await person();
    const away: AskTableland = () => Promise.reject(new AppError('tableland/away', 'away', { status: 503, retryable: true }));
    await store(away);
    expect(await open()).toBe(1);
    const tx = async () => (await admin`select tx_hash from public.provenance_batches where published_at is null`)[0]?.tx_hash;
    const sent = await tx();
    clock += 300_000;
    await store(away);
    // It is on the chain: what waits is the network's word, and nothing is sent again.
    expect(await tx()).toBe(sent);
    await storeAll();
    expect(isVerified(await verify(user, () => readTableland(tables)))).toBe(true);
  });
});

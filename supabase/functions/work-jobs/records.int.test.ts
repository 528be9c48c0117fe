import { getContractAddress, type Hex, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREATE2_DEPLOYER } from '../../../local/chain/addresses.ts';
import { compileContracts } from '../../../local/chain/compile.ts';
import { type RecordsWorld, startRecordsWorld } from '../../../local/records/testing/records-world.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { EAS_REGISTRY_ABI, EAS_REGISTRY_ADDRESS, EAS_SCHEMA, EAS_SCHEMA_UID } from '../../../shared/provenance/eas.ts';
import type { Wallet } from '../../../shared/provenance/ports.ts';
import { RECORD_REGISTRY, REGISTRY_ABI } from '../../../shared/provenance/registry.ts';
import { RECORD_KINDS } from '../../../shared/provenance/schema.ts';
import { APPEND_ONLY_POLICY } from '../../../shared/provenance/tableland/abi.ts';
import { verifyOnAnchors } from '../../../shared/provenance/verify-on-anchors.ts';
import { isVerified } from '../../../shared/provenance/verify-record.ts';
import { easAnchor, readAttestations } from '../_shared/adapters/eas-anchor.ts';
import { readRegistry, registryAnchor } from '../_shared/adapters/registry-anchor.ts';

let world: RecordsWorld;
let admin: RecordsWorld['admin'];
let test: RecordsWorld['test'];

beforeAll(async () => {
  world = await startRecordsWorld(29_460);
  ({ admin, test } = world);
});
afterAll(() => world?.stop());

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
    const made = await world.somebodyDances();
    const anchor = registryAnchor(world.registry(), world.by());
    await world.publish(anchor);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    const [batch] = await admin`select count, tx_hash, block_number, published_at from public.provenance_batches`;
    expect(batch).toMatchObject({ count: 5, tx_hash: expect.stringMatching(/^0x/), published_at: expect.any(Date) });
    const batches = () => readRegistry(world.registry(), world.by());
    for (const id of [made.user, made.take, made.chain, made.first, made.second]) {
      const verdict = await world.verify(id, batches);
      expect(verdict.findings.filter(({ holds }) => holds !== true)).toEqual([]);
      expect(isVerified(verdict)).toBe(true);
    }
    expect((await world.verify(made.take, batches)).record).toMatchObject({
      kind: 'performance',
      content: [made.media],
      author: { id: made.user },
    });
    expect((await world.verify(made.second, batches)).record).toMatchObject({
      kind: 'move',
      parents: [made.first],
      pose: expect.stringMatching(/^0x/),
    });
    await world.publish(anchor);
    expect(await batches()).toHaveLength(1);
  });

  it('of somebody else are not ours, and the same root is published once', async () => {
    const { client } = world.place();
    const stranger = test.chain.clients.walletOf(test.chain.accounts.fan);
    const args = [zeroHash, zeroHash, 1n] as const;
    const call = { address: RECORD_REGISTRY, abi: REGISTRY_ABI, functionName: 'publish', args } as const;
    await client.waitForTransactionReceipt({ hash: await stranger.writeContract(call) });
    expect(await readRegistry(world.registry(), world.by())).toHaveLength(1);
    await expect(client.simulateContract({ ...call, account: stranger.account })).rejects.toThrow('AlreadyPublished');
    await expect(
      client.simulateContract({ ...call, args: [`0x${'1'.repeat(64)}`, zeroHash, 0n], account: stranger.account }),
    ).rejects.toThrow('EmptyBatch');
  });

  it('cost the same for one and for a thousand, far below 150,000 gas', async () => {
    await admin`insert into public.users (farcaster_fid, display_name) select 900000 + n, 'Many' from generate_series(1, 1000) n`;
    await world.publish(registryAnchor(world.registry(), world.by()));
    await world.person();
    await world.publish(registryAnchor(world.registry(), world.by()));
    const published = (await readRegistry(world.registry(), world.by())).slice(0, 2);
    expect(published.map(({ count }) => count)).toEqual([1, 1_000]);
    const used = await Promise.all(
      published.map(({ txHash }) => test.chain.clients.read.getTransactionReceipt({ hash: txHash })),
    );
    for (const { gasUsed } of used) expect(gasUsed).toBeLessThan(60_000n);
  });

  it('of a profile are of each picture, also one that came back, and one that came while another was published', async () => {
    const user = await world.person();
    const anchor = registryAnchor(world.registry(), world.by());
    await world.publish(anchor);
    const pictures = await Promise.all(['one', 'two'].map(name => world.pin(new TextEncoder().encode(name))));
    const show = (picture: number) =>
      admin`update public.users set avatar_url = ${`https://ipfs.example/ipfs/${pictures[picture]}`} where id = ${user}`;
    const recorded = async () =>
      (
        await admin<{ content: string[] }[]>`
        select record -> 'content' as content from public.provenance_records where subject_id = ${user} order by id`
      ).map(({ content }) => pictures.indexOf(content[0] ?? ''));
    for (const picture of [0, 1, 0]) {
      await show(picture);
      await world.publish(anchor);
    }
    expect(await recorded()).toEqual([-1, 0, 1, 0]);
    await show(1);
    let came = false;
    const put = async (bytes: Uint8Array) => {
      if (!came) await show(0);
      came = true;
      return world.pin(bytes);
    };
    await world.publish(anchor, 8, { put });
    expect(await recorded()).toEqual([-1, 0, 1, 0, 1, 0]);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    expect(isVerified(await world.verify(user, () => readRegistry(world.registry(), world.by())))).toBe(true);
  });

  it('of a take under the id of something else are none', async () => {
    const [made, stranger] = [await world.somebodyDances(), await world.person()];
    const take = (id: string) =>
      admin`
        insert into public.performances (id, user_id, farcaster_cast_id, title, poster_lines, kind, ink, cast_at)
        values (${id}, ${stranger}, ${`0x${id.replaceAll('-', '')}11111111`}, 'T', '{T}', 'dance', 'amber', now())`;
    await take(made.user);
    await world.publish(registryAnchor(world.registry(), world.by()));
    await take(made.chain);
    await world.publish(registryAnchor(world.registry(), world.by()));
    const batches = () => readRegistry(world.registry(), world.by());
    for (const [id, kind] of [
      [made.user, 'profile'],
      [made.chain, 'chain'],
    ] as const)
      expect((await world.verify(id, batches)).record).toMatchObject({ kind, author: { id: made.user } });
    // Nor where nobody takes records of what it is.
    const { first } = await world.somebodyDances();
    const takes = [{ anchor: registryAnchor(world.registry(), world.by()), kinds: ['performance'] as const }];
    await world.publish(takes);
    await take(first);
    await world.publish(takes);
    expect((await world.verify(first, batches)).record).toBeNull();
  });

  it('of a take that was taken down before it was published are none, until it is shown again', async () => {
    const { take } = await world.somebodyDances();
    const recorded = () => admin`select from public.provenance_records where subject_id = ${take}`;
    const become = (status: string) => admin`update public.performances set status = ${status} where id = ${take}`;
    await become('hidden');
    await world.publish(registryAnchor(world.registry(), world.by()));
    expect(await recorded()).toHaveLength(0);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    await become('live');
    await world.publish(registryAnchor(world.registry(), world.by()));
    expect(await recorded()).toHaveLength(1);
  });

  it('of a take name the take that it remixes, once where it answers its move too', async () => {
    const [made, answer] = [await world.somebodyDances(), await world.somebodyDances()];
    const remixed = await world.somebodyDances();
    await admin`update public.performances set remix_of = ${made.take} where id in (${answer.take}, ${remixed.take})`;
    await admin`update public.dance_moves set performance_id = null where performance_id = ${answer.take}`;
    await admin`update public.dance_moves set performance_id = ${answer.take} where id = ${made.second}`;
    await world.publish(registryAnchor(world.registry(), world.by()));
    for (const { take } of [answer, remixed])
      expect((await world.verify(take, () => readRegistry(world.registry(), world.by()))).record?.parents).toEqual([made.take]);
    expect((await world.verify(made.take, () => readRegistry(world.registry(), world.by()))).record?.parents).toEqual([]);
  });

  it('hold for a cast whose clock runs ahead', async () => {
    const { take } = await world.somebodyDances();
    await admin`update public.performances set cast_at = now() + interval '10 minutes' where id = ${take}`;
    await world.publish(registryAnchor(world.registry(), world.by()));
    const { findings, record } = await world.verify(take, () => readRegistry(world.registry(), world.by()));
    expect(record?.id).toBe(take);
    expect(findings.filter(({ holds }) => holds !== true)).toEqual([]);
  });

  it('survive a worker that dies before and after sending', async () => {
    const user = await world.person();
    const anchor = registryAnchor(world.registry(), world.by());
    const before = (await readRegistry(world.registry(), world.by())).length;
    let sent = 0;
    const dies: Wallet = {
      ...world.wallet(),
      send: async raw => {
        sent += 1;
        if (sent > 1) await world.wallet().send(raw);
        throw new Error('the worker died');
      },
    };
    await world.publish(anchor, 2, { with: dies });
    expect(await admin`select from public.provenance_batches where published_at is null`).toHaveLength(1);
    world.clock.at += 120_000;
    await world.publish(anchor);
    expect(await readRegistry(world.registry(), world.by())).toHaveLength(before + 1);
    expect(isVerified(await world.verify(user, () => readRegistry(world.registry(), world.by())))).toBe(true);
  });

  it('that a reorg took back after they were found are published again, and looked for no more once they are safe', async () => {
    const user = await world.person();
    const anchor = registryAnchor(world.registry(), world.by());
    const settled = async () =>
      (await admin`select from public.provenance_batches where anchor = 'registry' and settled_at is null`).length === 0;
    await test.chain.mine(40);
    await world.publish(anchor);
    const before = (await readRegistry(world.registry(), world.by())).length;
    await test.chain.reorg(2);
    expect(await readRegistry(world.registry(), world.by())).toHaveLength(before - 1);
    expect(await settled()).toBe(false);
    await test.chain.mine(40);
    world.clock.at += 120_000;
    await world.publish(anchor, 8);
    expect(await readRegistry(world.registry(), world.by())).toHaveLength(before);
    expect(isVerified(await world.verify(user, () => readRegistry(world.registry(), world.by())))).toBe(true);
    await test.chain.mine(40);
    await world.publish(anchor, 8);
    expect(await settled()).toBe(true);
    expect(await readRegistry(world.registry(), world.by())).toHaveLength(before);
  });

  it('that nobody mines are sent again at the same nonce for more, and come once', async () => {
    const user = await world.person();
    const anchor = registryAnchor(world.registry(), world.by());
    const { test: control, read } = test.chain.clients;
    const before = (await readRegistry(world.registry(), world.by())).length;
    const nonce = await read.getTransactionCount({ address: world.by() });
    const last = async () => {
      const [row] = await admin<{ tx_hash: Hex; fee_wei: string; tip_wei: string; published_at: Date | null }[]>`
        select tx_hash, fee_wei, tip_wei, published_at from public.provenance_batches order by created_at desc limit 1`;
      if (row === undefined) throw new Error('no batch was kept');
      return { ...row, fee: BigInt(row.fee_wei), tip: BigInt(row.tip_wei) };
    };
    await control.setAutomine(false);
    try {
      await world.publish(anchor, 1);
      const first = await last();
      expect((await read.getTransaction({ hash: first.tx_hash })).nonce).toBe(nonce);
      await world.publish(anchor, 1);
      expect(await last()).toEqual(first);
      world.clock.at += 120_000;
      await world.publish(anchor, 1);
      const second = await last();
      expect(second.tx_hash).not.toBe(first.tx_hash);
      expect(second.fee).toBeGreaterThanOrEqual((first.fee * 11n) / 10n);
      expect(second.tip).toBeGreaterThanOrEqual((first.tip * 11n) / 10n);
      expect((await read.getTransaction({ hash: second.tx_hash })).nonce).toBe(nonce);
      // The node has one of the two: the second took the place of the first.
      await expect(read.getTransaction({ hash: first.tx_hash })).rejects.toThrow('could not be found');
      await test.chain.mine();
      expect(await read.getTransactionCount({ address: world.by() })).toBe(nonce + 1);
      await world.publish(anchor);
      expect(await last()).toMatchObject({ tx_hash: second.tx_hash, published_at: expect.any(Date) });
    } finally {
      await control.setAutomine(true);
    }
    expect(await readRegistry(world.registry(), world.by())).toHaveLength(before + 1);
    expect(isVerified(await world.verify(user, () => readRegistry(world.registry(), world.by())))).toBe(true);
  });
});

describe('records as attestations', () => {
  it('are each attested to by the real EAS, and hold in the same way', async () => {
    const ids = [await world.person(), await world.person()];
    await world.publish(easAnchor(world.place(), world.by()), 10);
    // Registered by whoever attested first.
    const { schema } = await world.place().client.readContract({
      address: EAS_REGISTRY_ADDRESS,
      abi: EAS_REGISTRY_ABI,
      functionName: 'getSchema',
      args: [EAS_SCHEMA_UID],
    });
    expect(schema).toBe(EAS_SCHEMA);
    const batches = () => readAttestations(world.place(), world.by());
    expect((await batches()).map(({ count }) => count)).toEqual([1, 1]);
    for (const id of ids) expect(isVerified(await world.verify(id, batches))).toBe(true);
    expect(await readAttestations(world.place(), test.chain.accounts.fan.address)).toEqual([]);
  });

  it('stand beside batches in the registry, each kind where it is wanted, and one that fails holds up none but itself', async () => {
    const made = await world.somebodyDances();
    const eas = { anchor: easAnchor(world.place(), world.by()), kinds: ['profile', 'chain'] as const };
    const away = { ...eas, anchor: { ...eas.anchor, next: () => Promise.reject(new Error('EAS is away')) } };
    const batched = { anchor: registryAnchor(world.registry(), world.by()), kinds: RECORD_KINDS };
    await world.publish([away, batched], 6);
    expect(isVerified(await world.verify(made.user, () => readRegistry(world.registry(), world.by())))).toBe(true);
    expect((await world.verify(made.user, () => readAttestations(world.place(), world.by()))).record).toBeNull();
    expect((await admin`select kind from private.due_records`).map(({ kind }) => kind)).toEqual(['chain']);
    await world.publish([eas, batched], 10);
    expect(await admin`select from private.due_records`).toHaveLength(0);
    const look = { fetch: async (cid: string) => world.pinned.get(cid) ?? null, cidOf: blockCid };
    const places = [
      { anchor: 'registry' as const, batches: () => readRegistry(world.registry(), world.by()) },
      { anchor: 'eas' as const, batches: () => readAttestations(world.place(), world.by()) },
    ];
    const standings = async (id: string) => (await verifyOnAnchors(id, places, look)).map(({ standing }) => standing);
    for (const id of [made.user, made.chain]) expect(await standings(id)).toEqual(['holds', 'holds']);
    for (const id of [made.take, made.first, made.second]) expect(await standings(id)).toEqual(['holds', 'absent']);
  });
});

describe('records', () => {
  it.each(['registry', 'eas'])(
    'of a take whose cast is told again while they are made are made once, and hold up no other: %s',
    async name => {
      const [told, next] = [await world.somebodyDances(), await world.somebodyDances()];
      const place = name === 'eas' ? easAnchor(world.place(), world.by()) : registryAnchor(world.registry(), world.by());
      const takes = [{ anchor: place, kinds: ['performance'] as const }];
      let again = 0;
      const put = async (bytes: Uint8Array) => {
        again += 1;
        if (again === 1)
          await admin`update public.performances set farcaster_cast_id = farcaster_cast_id where id = ${told.take}`;
        return world.pin(bytes);
      };
      await world.publish(takes, 8, { put });
      for (const { take } of [told, next])
        expect(await admin`select from public.provenance_records where subject_id = ${take}`).toHaveLength(1);
      expect(await admin`select from private.due_records`).toHaveLength(0);
      expect(await admin`select from public.jobs where kind = 'anchor' and last_error is not null`).toHaveLength(0);
    },
  );
});

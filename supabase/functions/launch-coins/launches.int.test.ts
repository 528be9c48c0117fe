import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, parseEventLogs } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ChainPart, startChain } from '../../../local/chain/index.ts';
import { localConfig, urlOf } from '../../../local/config.ts';
import { type IpfsPart, startIpfs } from '../../../local/ipfs/start.ts';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import type { ConsentConfig, ConsentPorts } from '../../../shared/launches/consent-ports.ts';
import { COIN_FACTORY_ABI } from '../../../shared/launches/deploy-call.ts';
import type { LaunchConfig, LaunchPorts } from '../../../shared/launches/ports.ts';
import { SPLITTER_FACTORY, SPLITTER_FACTORY_ABI, splitterCall } from '../../../shared/launches/splitter.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { launchChain } from '../_shared/adapters/chain-launches.ts';
import { consentVerifier } from '../_shared/adapters/chain-signatures.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { databaseClock, databaseNow } from '../_shared/adapters/database-clock.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { launchSigner } from '../_shared/adapters/signer.ts';
import { launchStore } from '../_shared/stores/launches.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import { mortal } from '../_testing/mortal.ts';
import { approveAsCreator, type Seeded, seedLaunch, seedPart } from '../_testing/seed-launch.ts';
import { testClock } from '../_testing/test-clock.ts';
import { makeHandler } from './handler.ts';

const PORT = 29_500;
const PATIENCE_MS = 60_000;
let folder: string;
let database: TestDatabase;
let chain: ChainPart;
let ipfs: IpfsPart;
let admin: Database;
let db: Database;
let ports: LaunchPorts;
let consent: ConsentPorts;
let config: LaunchConfig & ConsentConfig;
const clock = testClock();
let seed = 100;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-launches-'));
  const local = localConfig({ firstPort: PORT, dataDir: folder, cacheDir: '.local/cache' });
  // Blocks are made by transactions and by tests alone: one that came by itself would make a reorg too shallow by one.
  const starting = startChain(local, undefined, { blockSeconds: 0 });
  [database, chain, ipfs] = await Promise.all([startTestDatabase(PORT), starting, startIpfs(local, { jwt: 'test' })]);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
  const client = chainClient(chain.rpcUrl);
  const signer = launchSigner(chain.accounts.launchWallet.privateKey);
  const factory = chain.addresses.coinFactory;
  config = {
    chainId: 8453,
    factory,
    platformReferrer: chain.accounts.platformReferrer.address,
    leadSeconds: 3,
    consentHours: 24,
  };
  ports = {
    store: launchStore(db),
    chain: launchChain(client, { wallet: signer.address, factory, chainId: 8453 }),
    sign: signer.sign,
    pin: pinata({ url: urlOf(local, 'ipfs'), jwt: 'test' }),
    clock,
    random: () => 0.5,
  };
  consent = { store: consentStore(db), verify: consentVerifier(client), now: clock.now };
});

afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await Promise.all([database?.stop(), chain?.stop(), ipfs?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** Launches of earlier tests are done with: nobody watches their finality any more. */
async function settle(): Promise<void> {
  await admin`update public.viral_queue set status = 'final' where status = 'open'`;
  await admin`delete from public.jobs`;
}

beforeEach(settle);

/** A launch that its creator has approved, alone or with somebody who shares. */
async function approved({ shared = false } = {}): Promise<Seeded> {
  const { address, privateKey } = chain.accounts.creator;
  const seeded = await seedLaunch(admin, seed++, address);
  if (shared) await seedPart(admin, seeded, seed, 2_500);
  await approveAsCreator(consent, config, seeded, privateKey);
  return seeded;
}

async function statusOf({ launchId }: Seeded): Promise<string> {
  const [row] = await admin`select status from public.viral_queue where id = ${launchId}`;
  return String(row?.status);
}

/**
 * Calls the worker, or several at once, until the launch is there, moving the clock as time would pass. A busy machine mines in
 * its own time, so it is not looks that are counted.
 */
async function until(status: string, seeded: Seeded, worker = ports, workers = 1): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    if ((await statusOf(seeded)) === status) return;
    await Promise.all(Array.from({ length: workers }, () => stepLaunches(worker, config, 1_000)));
    clock.jump(1_000);
  }
  const [row] = await admin`select status, last_error from public.viral_queue where id = ${seeded.launchId}`;
  throw new Error(`still ${row?.status}: ${row?.last_error}`);
}

/** Creation events of every coin so far, by address. */
async function creations(): Promise<Map<string, number>> {
  const logs = parseEventLogs({
    abi: COIN_FACTORY_ABI,
    eventName: 'CoinCreatedV4',
    logs: await chain.clients.read.getLogs({ address: chain.addresses.coinFactory, fromBlock: 0n }),
  });
  const seen = new Map<string, number>();
  for (const { args } of logs) seen.set(args.coin.toLowerCase(), (seen.get(args.coin.toLowerCase()) ?? 0) + 1);
  return seen;
}

/** The block in which a splitter was made. */
async function splitterBlock(splitter: Address): Promise<number> {
  const logs = await chain.clients.read.getLogs({ address: SPLITTER_FACTORY, fromBlock: 0n });
  const made = parseEventLogs({ abi: SPLITTER_FACTORY_ABI, eventName: 'SplitterCreated', logs });
  const found = made.find(({ args }) => args.splitter.toLowerCase() === splitter);
  if (!found) throw new Error('no such splitter was made');
  return Number(found.blockNumber);
}

async function coinOf(seeded: Seeded) {
  const [coin] = await admin`select * from public.performance_coins where performance_id = ${seeded.performanceId}`;
  return coin;
}

async function launchOf(seeded: Seeded) {
  const [row] = await admin`select * from public.viral_queue where id = ${seeded.launchId}`;
  return row;
}

describe('a launch', () => {
  it('goes from the creator’s signature to an open coin, and is final in the end', async () => {
    const seeded = await approved();
    await until('open', seeded);
    const coin = await coinOf(seeded);
    expect((await creations()).get(coin?.coin_address)).toBe(1);
    const creator = chain.accounts.creator.address.toLowerCase();
    expect(coin).toMatchObject({ symbol: `SONG${seed - 1}`, currency: `0x${'0'.repeat(40)}`, creator_address: creator });
    expect(coin?.opens_at - coin?.launched_at).toBe(12_000);
    expect((await launchOf(seeded))?.predicted_address).toBe(coin?.coin_address);
    await chain.mine(70);
    clock.jump(20_000);
    await until('final', seeded);
    expect(await admin`select from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`).toHaveLength(0);
  });

  // A launch that is shared comes by most awaits twice, for the splitter and for the coin: every other one is each of them, once.
  it('makes exactly one coin, whichever await it is killed at', async () => {
    const dry = mortal(ports, Number.POSITIVE_INFINITY, 'before');
    await until('open', await approved({ shared: true }), dry.ports);
    const calls = dry.calls();
    expect(calls).toBeGreaterThan(20);
    const made: Seeded[] = [];
    // A death before a call leaves what a death after the call before it leaves.
    for (let at = -1; at < calls; at += 2) {
      const seeded = await approved({ shared: true });
      const doomed = at < 0 ? mortal(ports, 0, 'before') : mortal(ports, at, 'after');
      for (let call = 0; call < 40 && !doomed.isDead(); call++) {
        await stepLaunches(doomed.ports, config, 1_000).catch(() => {});
        clock.jump(1_000);
        if ((await statusOf(seeded)) === 'open') break;
      }
      // The dead worker's lease runs out, another one takes over.
      clock.jump(10_000);
      await until('open', seeded);
      await settle();
      made.push(seeded);
    }
    const created = await creations();
    const coins = await Promise.all(made.map(coinOf));
    expect(coins.map(coin => created.get(coin?.coin_address))).toEqual(made.map(() => 1));
    expect(new Set(coins.map(coin => coin?.coin_address)).size).toBe(made.length);
    const splitters = await Promise.all(made.map(async launch => (await launchOf(launch))?.payout_address));
    expect(await Promise.all(splitters.map(splitter => ports.chain.hasCode(splitter)))).toEqual(made.map(() => true));
    const [stuck] = await admin`select count(*)::int from public.viral_queue where status in ('reserved', 'signed', 'sent')`;
    expect(stuck?.count).toBe(0);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  }, 600_000);

  it('pays those who share through a splitter, made while the coin is announced, and made again when a reorg takes it', async () => {
    const announcing = { ...config, leadSeconds: 60 };
    const seeded = await approved({ shared: true });
    const { payout_address: splitter } = (await launchOf(seeded)) ?? {};
    const look = () => stepLaunches(ports, announcing, 1_000).then(() => clock.jump(1_000));
    for (let call = 0; call < 10; call++) await look();
    expect(await statusOf(seeded)).toBe('pinned');
    expect(await ports.chain.hasCode(splitter)).toBe(true);
    await chain.reorg(1 + Number(await chain.clients.read.getBlockNumber()) - (await splitterBlock(splitter)));
    expect(await ports.chain.hasCode(splitter)).toBe(false);
    clock.jump(60_000);
    await until('open', seeded);
    expect(await ports.chain.hasCode(splitter)).toBe(true);
    const coin = await coinOf(seeded);
    expect((await creations()).get(coin?.coin_address)).toBe(1);
    const [event] = parseEventLogs({
      abi: COIN_FACTORY_ABI,
      eventName: 'CoinCreatedV4',
      logs: (await chain.clients.read.getTransactionReceipt({ hash: coin?.transaction_hash })).logs,
    });
    expect(event?.args.payoutRecipient.toLowerCase()).toBe(splitter);
    expect(coin?.creator_address).toBe(chain.accounts.creator.address.toLowerCase());
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('waits for the announced time when somebody else makes the splitter after a nonce was taken for it', async () => {
    const announcing = { ...config, leadSeconds: 60 };
    const seeded = await approved({ shared: true });
    const { consent: signed } = (await launchOf(seeded)) ?? {};
    const meddled = { ...ports, store: { ...ports.store } };
    meddled.store.reserve = async (...ask) => {
      const answer = await ports.store.reserve(...ask);
      const hash = await chain.clients.walletOf(chain.accounts.deployer).sendTransaction(splitterCall(signed.split));
      await chain.clients.read.waitForTransactionReceipt({ hash });
      return answer;
    };
    for (let call = 0; call < 10; call++) {
      await stepLaunches(meddled, announcing, 1_000);
      clock.jump(1_000);
    }
    expect(await statusOf(seeded)).toBe('pinned');
    clock.jump(60_000);
    await until('open', seeded);
    const coin = await coinOf(seeded);
    expect((await creations()).get(coin?.coin_address)).toBe(1);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('shares one wallet among workers without a double nonce or a gap', async () => {
    const launches: Seeded[] = [];
    for (let i = 0; i < 12; i++) launches.push(await approved());
    const first = await ports.chain.minedCount();
    for (const launch of launches) await until('open', launch, ports, 4);
    const rows = await Promise.all(launches.map(launchOf));
    expect(rows.map(row => Number(row?.nonce)).sort((a, b) => a - b)).toEqual(launches.map((_, i) => first + i));
  });

  it.each([-10, 10])('makes one coin each when the clock of a worker is off by %i minutes', async minutes => {
    const off = { ...clock, now: () => unixMs(clock.now() + minutes * 60_000) };
    const launches = [await approved(), await approved({ shared: true }), await approved()];
    for (let round = 0; round < 12; round++) {
      await Promise.all([ports, { ...ports, clock: off }].map(worker => stepLaunches(worker, config, 500)));
      clock.jump(1_000);
    }
    // What the wrong clock put off waits for it no longer than it is off.
    clock.jump(11 * 60_000);
    for (const launch of launches) await until('open', launch);
    const created = await creations();
    for (const launch of launches) expect(created.get((await coinOf(launch))?.coin_address)).toBe(1);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it.each([-60, 60])('keeps to the announced time where the time of day of the machine is off by %i minutes', async minutes => {
    const shared = databaseClock(db);
    const machine = Date.now;
    vi.spyOn(Date, 'now').mockImplementation(() => machine() + minutes * 60_000);
    onTestFinished(() => void vi.restoreAllMocks());
    const { address, privateKey } = chain.accounts.creator;
    const seeded = await seedLaunch(admin, seed++, address);
    await approveAsCreator({ ...consent, now: () => databaseNow(db) }, config, seeded, privateKey);
    const [card] = await admin`
      select extract(epoch from consent_expires_at - now())::float8 as seconds from public.viral_queue where id = ${seeded.launchId}`;
    expect(Math.round(Number(card?.seconds) / 3_600)).toBe(config.consentHours);
    const [off, announcing] = [
      { ...ports, clock: shared },
      { ...config, leadSeconds: 600 },
    ];
    for (let call = 0; call < 3; call++) await stepLaunches(off, announcing, 500);
    const [waits] = await admin`
      select q.status, opens_at > now() and opens_at <= now() + interval '10 minutes' as opens_as_said, run_at between opens_at and opens_at + interval '10 minutes' as is_woken
      from public.viral_queue q join public.jobs j on j.key = 'launch:' || q.id where q.id = ${seeded.launchId}`;
    expect(waits).toEqual({ status: 'pinned', opens_as_said: true, is_woken: true });
    expect(await coinOf(seeded)).toBeUndefined();
    await admin`update public.viral_queue set opens_at = now() where id = ${seeded.launchId}`;
    await admin`update public.jobs set run_at = now()`;
    await expect.poll(() => stepLaunches(off, announcing, 500).then(() => statusOf(seeded))).toBe('confirmed');
  });

  it('raises the fees of a transaction that is not mined, with the same nonce', async () => {
    const seeded = await approved();
    // A node that takes transactions and loses them.
    const lossy = { ...ports, chain: { ...ports.chain, broadcast: async () => 'accepted' as const } };
    await until('sent', seeded, lossy);
    for (let bumps = 0; bumps < 2; bumps++) {
      clock.jump(16_000);
      await stepLaunches(lossy, config, 500);
    }
    const attempts = await admin`
      select nonce, max_fee_per_gas::text as fee from private.launch_transactions where queue_id = ${seeded.launchId} order by created_at`;
    expect(attempts).toHaveLength(3);
    expect(new Set(attempts.map(attempt => attempt.nonce)).size).toBe(1);
    const fees = attempts.map(attempt => BigInt(attempt.fee));
    expect(fees.every((fee, i) => i === 0 || fee * 10n > (fees[i - 1] ?? 0n) * 11n)).toBe(true);
    clock.jump(16_000);
    await until('open', seeded);
    expect((await creations()).get((await coinOf(seeded))?.coin_address)).toBe(1);
  });

  it.each([1, 2, 5, 30])('makes the coin again at the same address when the chain takes its last %i blocks back', async depth => {
    const seeded = await approved();
    await until('open', seeded);
    const before = await coinOf(seeded);
    const behind = Number(await chain.clients.read.getBlockNumber()) - Number(before?.created_block) + 1;
    if (behind < depth) await chain.mine(depth - behind);
    const head = Number(await chain.clients.read.getBlockNumber());
    await chain.reorg(head - Number(before?.created_block) + 1);
    expect(await ports.chain.hasCode(before?.coin_address)).toBe(false);
    const isAgain = async () => (await coinOf(seeded))?.created_block_hash !== before?.created_block_hash;
    // A look that fails is made again later; the launch stays open until one sees the reorg.
    for (let looks = 0; looks < 10 && !(await isAgain()); looks++) {
      clock.jump(20_000);
      await stepLaunches(ports, config, 1_000);
    }
    await until('open', seeded);
    const after = await coinOf(seeded);
    expect(after?.coin_address).toBe(before?.coin_address);
    expect(after?.transaction_hash).toBe(before?.transaction_hash);
    expect(after?.created_block_hash).not.toBe(before?.created_block_hash);
    expect(await ports.chain.hasCode(after?.coin_address)).toBe(true);
  });

  it('finds the coin when its own rows forgot that it was made', async () => {
    const seeded = await approved();
    await until('open', seeded);
    const before = await coinOf(seeded);
    await admin`delete from public.performance_coins where performance_id = ${seeded.performanceId}`;
    await admin`delete from private.launch_transactions where queue_id = ${seeded.launchId}`;
    await admin`update public.viral_queue set status = 'pinned', nonce = null, predicted_address = null where id = ${seeded.launchId}`;
    const count = await ports.chain.minedCount();
    clock.jump(20_000);
    await until('open', seeded);
    expect(await coinOf(seeded)).toMatchObject({
      coin_address: before?.coin_address,
      created_block_hash: before?.created_block_hash,
    });
    expect(await ports.chain.minedCount()).toBe(count);
  });

  it('takes the chain’s count when somebody else used the wallet', async () => {
    const wallet = chain.accounts.launchWallet;
    const nonce = await ports.chain.minedCount();
    const signed = await launchSigner(wallet.privateKey).sign({
      to: wallet.address,
      data: '0x',
      value: 0n,
      chainId: 8453,
      nonce,
      gas: 21_000n,
      ...(await ports.chain.fees()),
    });
    const seeded = await approved();
    await until('reserved', seeded, { ...ports, sign: () => Promise.reject(new Error('the signer is away')) });
    expect(Number((await launchOf(seeded))?.nonce)).toBe(nonce);
    await ports.chain.broadcast(signed.raw);
    clock.jump(40_000);
    await until('open', seeded);
    expect(Number((await launchOf(seeded))?.nonce)).toBe(nonce + 1);
  });

  it('waits with words while a service is away, and goes on when it is back', async () => {
    const seeded = await approved();
    const gone = new AppError('ipfs/away', 'The pinning service is away.', { status: 503, retryable: true });
    await stepLaunches({ ...ports, pin: () => Promise.reject(gone) }, config, 500);
    expect(await launchOf(seeded)).toMatchObject({ status: 'approved', last_error: 'The pinning service is away.' });
    clock.jump(3_000);
    await stepLaunches({ ...ports, pin: () => Promise.reject(new Error('secret at 10.0.0.1')) }, config, 500);
    expect((await launchOf(seeded))?.last_error).toBe('A fault on our side holds this coin up; it is tried again.');
    const [job] = await admin`select attempts, last_error from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`;
    expect(job).toMatchObject({ attempts: 2, last_error: 'Error: secret at 10.0.0.1' });
    clock.jump(6_000);
    await until('open', seeded);
    expect((await launchOf(seeded))?.last_error).toBeNull();
  });

  it('waits longer each time while signing does not work out, though it takes a nonce anew each time', async () => {
    const seeded = await approved();
    const lame = { ...ports, sign: () => Promise.reject(new Error('the key is stuck')) };
    for (let call = 0; call < 12; call++) {
      await stepLaunches(lame, config, 500);
      clock.jump(5_000);
    }
    const [job] = await admin`select attempts from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`;
    expect(job?.attempts).toBeGreaterThanOrEqual(4);
    expect(job?.attempts).toBeLessThan(9);
    clock.jump(40_000);
    await until('open', seeded);
  });

  it('ends for sixty faults of ours, however often others were away before them', async () => {
    const seeded = await approved();
    const lame = { ...ports, pin: () => Promise.reject(new Error('the disk is full')) };
    const jobOf = () => admin`select attempts, faults from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`;
    await admin`update public.jobs set attempts = 500 where payload ->> 'queue_id' = ${seeded.launchId}`;
    await stepLaunches(lame, config, 1_000);
    expect(await statusOf(seeded)).toBe('approved');
    expect(await jobOf()).toMatchObject([{ attempts: 501, faults: 1 }]);
    await admin`update public.jobs set faults = 59 where payload ->> 'queue_id' = ${seeded.launchId}`;
    await until('dead', seeded, lame);
  });

  it('ends when the service pins other bytes than those signed', async () => {
    const seeded = await approved();
    const wrong = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';
    await until('dead', seeded, { ...ports, pin: async () => wrong });
    expect((await launchOf(seeded))?.last_error).toMatch(/another CID/);
  });

  it('makes no coin of a performance that was taken back, nor of a consent that ran out', async () => {
    const [hidden, late] = [await approved(), await approved()];
    await admin`update public.performances set status = 'hidden' where id = ${hidden.performanceId}`;
    await until('held', hidden);
    clock.jump(26 * 3_600_000);
    await until('expired', late);
    expect(await coinOf(hidden)).toBeUndefined();
    expect(await coinOf(late)).toBeUndefined();
  });

  it('goes on with what its creator signed when an operator shows again what was hidden', async () => {
    const announcing = { ...config, leadSeconds: 60 };
    const seeded = await approved();
    for (let call = 0; call < 3; call++) await stepLaunches(ports, announcing, 1_000).then(() => clock.jump(1_000));
    expect(await statusOf(seeded)).toBe('pinned');
    await admin`update public.performances set status = 'hidden' where id = ${seeded.performanceId}`;
    clock.jump(60_000);
    await until('held', seeded);
    await admin`update public.performances set status = 'live' where id = ${seeded.performanceId}`;
    await admin`select private.release_launch(${seeded.performanceId})`;
    expect(await statusOf(seeded)).toBe('approved');
    // It is announced anew: nobody was told of it while it was hidden.
    const from = clock.now();
    await stepLaunches(ports, announcing, 1_000);
    expect(Number((await launchOf(seeded))?.opens_at)).toBeGreaterThanOrEqual(from + 60_000);
    clock.jump(60_000);
    await until('open', seeded);
    expect((await creations()).get((await coinOf(seeded))?.coin_address)).toBe(1);
  });

  it('waits until its sound was compared with that of older takes', async () => {
    const seeded = await approved();
    await admin`update public.performances set audio_url = ${`https://ipfs.example/ipfs/b${'a'.repeat(58)}`} where id = ${seeded.performanceId}`;
    for (let looks = 0; looks < 5; looks++) {
      await stepLaunches(ports, config, 1_000);
      clock.jump(5_000);
    }
    expect(await statusOf(seeded)).toBe('approved');
    expect((await admin`delete from public.jobs where key = ${`rights:${seeded.performanceId}`} returning id`).length).toBe(1);
    await until('open', seeded);
  });

  it('is worked on by cron alone', async () => {
    const handler = makeHandler(ports, { ...config, cronSecret: 'a secret of cron', budgetMs: 50 });
    const call = (authorization: string) =>
      handler(new Request('http://x/launch-coins', { method: 'POST', headers: { authorization } }));
    expect((await call('Bearer something else')).status).toBe(401);
    const answer = await call('Bearer a secret of cron');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ done: { failed: 0 } });
  });
});

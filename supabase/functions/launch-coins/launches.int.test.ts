import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type StepWorld, startStepWorld } from '../../../local/chaos/testing/step-world.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { databaseClock, databaseNow } from '../_shared/adapters/database-clock.ts';
import { mortal } from '../_testing/mortal.ts';
import type { Seeded } from '../_testing/seed-launch.ts';
import { makeHandler } from './handler.ts';

let world: StepWorld;
let admin: StepWorld['admin'];
let db: StepWorld['db'];
let chain: StepWorld['chain'];
let clock: StepWorld['clock'];
let config: StepWorld['config'];
let ports: StepWorld['ports'];

beforeAll(async () => {
  world = await startStepWorld(29_500);
  ({ admin, db, chain, clock, config, ports } = world);
});
afterAll(() => world?.stop());
beforeEach(() => world.settle());

describe('a launch', () => {
  it('goes from the creator’s signature to an open coin, and is final in the end', async () => {
    const seeded = await world.approved();
    await world.until('open', seeded);
    const coin = await world.coinOf(seeded);
    expect((await world.creations()).get(coin?.coin_address)).toBe(1);
    const creator = chain.accounts.creator.address.toLowerCase();
    expect(coin).toMatchObject({ symbol: `SONG${seeded.n}`, currency: `0x${'0'.repeat(40)}`, creator_address: creator });
    expect(coin?.opens_at - coin?.launched_at).toBe(12_000);
    expect((await world.launchOf(seeded))?.predicted_address).toBe(coin?.coin_address);
    await chain.mine(70);
    clock.jump(20_000);
    await world.until('final', seeded);
    expect(await admin`select from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`).toHaveLength(0);
  });

  // A launch that is shared comes by most awaits twice, for the splitter and for the coin: every other one is each of them, once.
  it('makes exactly one coin, whichever await it is killed at', async () => {
    const dry = mortal(ports, Number.POSITIVE_INFINITY, 'before');
    await world.until('open', await world.approved({ shared: true }), dry.ports);
    const calls = dry.calls();
    expect(calls).toBeGreaterThan(20);
    const made: Seeded[] = [];
    // A death before a call leaves what a death after the call before it leaves.
    for (let at = -1; at < calls; at += 2) {
      const seeded = await world.approved({ shared: true });
      const doomed = at < 0 ? mortal(ports, 0, 'before') : mortal(ports, at, 'after');
      for (let call = 0; call < 40 && !doomed.isDead(); call++) {
        await stepLaunches(doomed.ports, config, 1_000).catch(() => {});
        clock.jump(1_000);
        if ((await world.statusOf(seeded)) === 'open') break;
      }
      // The dead worker's lease runs out, another one takes over.
      clock.jump(10_000);
      await world.until('open', seeded);
      await world.settle();
      made.push(seeded);
    }
    const created = await world.creations();
    const coins = await Promise.all(made.map(world.coinOf));
    expect(coins.map(coin => created.get(coin?.coin_address))).toEqual(made.map(() => 1));
    expect(new Set(coins.map(coin => coin?.coin_address)).size).toBe(made.length);
    const splitters = await Promise.all(made.map(async launch => (await world.launchOf(launch))?.payout_address));
    expect(await Promise.all(splitters.map(splitter => ports.chain.hasCode(splitter)))).toEqual(made.map(() => true));
    const [stuck] = await admin`select count(*)::int from public.viral_queue where status in ('reserved', 'signed', 'sent')`;
    expect(stuck?.count).toBe(0);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  }, 600_000);

  it('shares one wallet among workers without a double nonce or a gap', async () => {
    const launches: Seeded[] = [];
    for (let i = 0; i < 12; i++) launches.push(await world.approved());
    const first = await ports.chain.minedCount();
    for (const launch of launches) await world.until('open', launch, ports, 4);
    const rows = await Promise.all(launches.map(world.launchOf));
    expect(rows.map(row => Number(row?.nonce)).sort((a, b) => a - b)).toEqual(launches.map((_, i) => first + i));
  });

  it.each([-10, 10])('makes one coin each when the clock of a worker is off by %i minutes', async minutes => {
    const off = { ...clock, now: () => unixMs(clock.now() + minutes * 60_000) };
    const launches = [await world.approved(), await world.approved({ shared: true }), await world.approved()];
    for (let round = 0; round < 12; round++) {
      await Promise.all([ports, { ...ports, clock: off }].map(worker => stepLaunches(worker, config, 500)));
      clock.jump(1_000);
    }
    // What the wrong clock put off waits for it no longer than it is off.
    clock.jump(11 * 60_000);
    for (const launch of launches) await world.until('open', launch);
    const created = await world.creations();
    for (const launch of launches) expect(created.get((await world.coinOf(launch))?.coin_address)).toBe(1);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it.each([-60, 60])('keeps to the announced time where the time of day of the machine is off by %i minutes', async minutes => {
    const shared = databaseClock(db);
    const machine = Date.now;
    vi.spyOn(Date, 'now').mockImplementation(() => machine() + minutes * 60_000);
    onTestFinished(() => void vi.restoreAllMocks());
    const seeded = await world.approved({ now: () => databaseNow(db) });
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
    expect(await world.coinOf(seeded)).toBeUndefined();
    await admin`update public.viral_queue set opens_at = now() where id = ${seeded.launchId}`;
    await admin`update public.jobs set run_at = now()`;
    await expect.poll(() => stepLaunches(off, announcing, 500).then(() => world.statusOf(seeded))).toBe('confirmed');
  });

  it('waits with words while a service is away, and goes on when it is back', async () => {
    const seeded = await world.approved();
    const gone = new AppError('ipfs/away', 'The pinning service is away.', { status: 503, retryable: true });
    await stepLaunches({ ...ports, pin: () => Promise.reject(gone) }, config, 500);
    expect(await world.launchOf(seeded)).toMatchObject({ status: 'approved', last_error: 'The pinning service is away.' });
    clock.jump(3_000);
    await stepLaunches({ ...ports, pin: () => Promise.reject(new Error('secret at 10.0.0.1')) }, config, 500);
    expect((await world.launchOf(seeded))?.last_error).toBe('A fault on our side holds this coin up; it is tried again.');
    const [job] = await admin`select attempts, last_error from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`;
    expect(job).toMatchObject({ attempts: 2, last_error: 'Error: secret at 10.0.0.1' });
    clock.jump(6_000);
    await world.until('open', seeded);
    expect((await world.launchOf(seeded))?.last_error).toBeNull();
  });

  it('goes a step on in each call, however long a slow database took before it', async () => {
    const seeded = await world.approved();
    await stepLaunches(ports, config, 0);
    expect(await world.statusOf(seeded)).toBe('pinned');
    await world.until('open', seeded);
  });

  it('waits longer each time while signing does not work out, though it takes a nonce anew each time', async () => {
    const seeded = await world.approved();
    const lame = { ...ports, sign: () => Promise.reject(new Error('the key is stuck')) };
    for (let call = 0; call < 12; call++) {
      await stepLaunches(lame, config, 500);
      clock.jump(5_000);
    }
    const [job] = await admin`select attempts from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`;
    expect(job?.attempts).toBeGreaterThanOrEqual(4);
    expect(job?.attempts).toBeLessThan(9);
    clock.jump(40_000);
    await world.until('open', seeded);
  });

  it('ends for sixty faults of ours, however often others were away before them', async () => {
    const seeded = await world.approved();
    const lame = { ...ports, pin: () => Promise.reject(new Error('the disk is full')) };
    const jobOf = () => admin`select attempts, faults from public.jobs where payload ->> 'queue_id' = ${seeded.launchId}`;
    await admin`update public.jobs set attempts = 500 where payload ->> 'queue_id' = ${seeded.launchId}`;
    await stepLaunches(lame, config, 1_000);
    expect(await world.statusOf(seeded)).toBe('approved');
    expect(await jobOf()).toMatchObject([{ attempts: 501, faults: 1 }]);
    await admin`update public.jobs set faults = 59 where payload ->> 'queue_id' = ${seeded.launchId}`;
    await world.until('dead', seeded, lame);
  });

  it('ends when the service pins other bytes than those signed', async () => {
    const seeded = await world.approved();
    const wrong = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';
    await world.until('dead', seeded, { ...ports, pin: async () => wrong });
    expect((await world.launchOf(seeded))?.last_error).toMatch(/another CID/);
  });

  it('makes no coin of a performance that was taken back, nor of a consent that ran out', async () => {
    const [hidden, late] = [await world.approved(), await world.approved()];
    await admin`update public.performances set status = 'hidden' where id = ${hidden.performanceId}`;
    await world.until('held', hidden);
    clock.jump(26 * 3_600_000);
    await world.until('expired', late);
    expect(await world.coinOf(hidden)).toBeUndefined();
    expect(await world.coinOf(late)).toBeUndefined();
  });

  it.each(['held', 'expired'] as const)('puts nothing on the wire that was signed before it was to be %s', async end => {
    const seeded = await world.approved();
    const gone = new AppError('chain/away', 'Base is away.', { status: 503, retryable: true });
    await world.until('signed', seeded, { ...ports, chain: { ...ports.chain, broadcast: () => Promise.reject(gone) } });
    if (end === 'held') await admin`update public.performances set status = 'hidden' where id = ${seeded.performanceId}`;
    clock.jump(end === 'held' ? 60_000 : 26 * 3_600_000);
    await world.until(end, seeded);
    expect(await world.coinOf(seeded)).toBeUndefined();
    expect((await world.creations()).has((await world.launchOf(seeded))?.predicted_address)).toBe(false);
    expect(await ports.chain.pendingCount()).toBe(await ports.chain.minedCount());
  });

  it('goes on with what its creator signed when an operator shows again what was hidden', async () => {
    const announcing = { ...config, leadSeconds: 60 };
    const seeded = await world.approved();
    for (let call = 0; call < 3; call++) await stepLaunches(ports, announcing, 1_000).then(() => clock.jump(1_000));
    expect(await world.statusOf(seeded)).toBe('pinned');
    await admin`update public.performances set status = 'hidden' where id = ${seeded.performanceId}`;
    clock.jump(60_000);
    await world.until('held', seeded);
    await admin`update public.performances set status = 'live' where id = ${seeded.performanceId}`;
    await admin`select private.release_launch(${seeded.performanceId})`;
    expect(await world.statusOf(seeded)).toBe('approved');
    // It is announced anew: nobody was told of it while it was hidden.
    const from = clock.now();
    await stepLaunches(ports, announcing, 1_000);
    expect(Number((await world.launchOf(seeded))?.opens_at)).toBeGreaterThanOrEqual(from + 60_000);
    clock.jump(60_000);
    await world.until('open', seeded);
    expect((await world.creations()).get((await world.coinOf(seeded))?.coin_address)).toBe(1);
  });

  it('waits until its sound was compared with that of older takes', async () => {
    const seeded = await world.approved();
    await admin`update public.performances set audio_url = ${`https://ipfs.example/ipfs/b${'a'.repeat(58)}`} where id = ${seeded.performanceId}`;
    for (let looks = 0; looks < 5; looks++) {
      await stepLaunches(ports, config, 1_000);
      clock.jump(5_000);
    }
    expect(await world.statusOf(seeded)).toBe('approved');
    expect((await admin`delete from public.jobs where key = ${`rights:${seeded.performanceId}`} returning id`).length).toBe(1);
    await world.until('open', seeded);
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

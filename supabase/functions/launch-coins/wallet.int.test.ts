import fc from 'fast-check';
import { keccak256, toHex } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchPorts } from '../../../local/chaos/launch-ports.ts';
import { type LaunchWorld, startLaunchWorld } from '../../../local/chaos/launch-world.ts';
import { advanceLaunch } from '../../../shared/launches/advance-launch.ts';
import type { Launch } from '../../../shared/launches/launch.ts';
import type { LaunchPorts } from '../../../shared/launches/ports.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { testClock } from '../_testing/test-clock.ts';

let world: LaunchWorld;
let dbs: Database[];
let workers: LaunchPorts[];
let ports: LaunchPorts;
const clock = testClock();
const PATIENCE_MS = 60_000;

beforeAll(async () => {
  world = await startLaunchWorld(29_660);
  dbs = Array.from({ length: 8 }, () => connectDatabase(world.settings.databaseUrl, { max: 2 }));
  workers = dbs.map(db => launchPorts(db, world.settings, clock));
  [ports] = workers as [LaunchPorts];
});
afterAll(async () => {
  await Promise.all(dbs?.map(db => db.end()) ?? []);
  await world?.stop();
});
beforeEach(async () => {
  await world.admin`update public.viral_queue set status = 'final' where status in ('confirmed', 'open')`;
  await world.admin`delete from public.jobs`;
});

/** A busy machine mines in its own time, so it is not looks that are counted. */
async function until(wanted: string, id: string, worker = ports): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    if ((await worker.store.load(id))?.status === wanted) return;
    await stepLaunches(worker, world.settings.launching, 500);
    clock.jump(1_000);
  }
  const [row] = await world.admin`select status, last_error from public.viral_queue where id = ${id}`;
  throw new Error(`still ${row?.status}: ${row?.last_error}`);
}

async function load(id: string): Promise<Launch> {
  const launch = await ports.store.load(id);
  if (!launch) throw new Error('no such launch');
  return launch;
}

/** A launch that a nonce is reserved for and that no worker moves: its job is due tomorrow. */
async function reserved(): Promise<Launch> {
  const id = await world.approve();
  await world.admin`update public.jobs set run_at = ${new Date(clock.now() + 86_400_000)} where key = ${`launch:${id}`}`;
  for (let launch = await load(id); ; launch = await load(id)) {
    if (launch.status === 'reserved') return launch;
    await advanceLaunch(ports, world.settings.launching, launch);
  }
}

const created = async (id: string) => (await world.coins()).find(coin => coin.id === id)?.created;
const limit = (change: { transaction?: number; hour?: number; paused?: string }) =>
  world.admin`update private.server_wallets set
    most_per_transaction = coalesce(${change.transaction ?? null}::numeric, 10000000000000000),
    most_per_hour = coalesce(${change.hour ?? null}::numeric, 50000000000000000), paused_because = ${change.paused ?? null}`;

describe('the server wallet', () => {
  it.each([
    [{ transaction: 1 }, /too expensive/],
    [{ hour: 1 }, /within an hour/],
    [{ paused: 'we move the key' }, /^Launches are paused: we move the key$/],
  ])('signs nothing against its row (%o), says why, and goes on when it may', async (change, words) => {
    await until('open', await world.approve());
    const id = await world.approve();
    await limit(change);
    const signed: unknown[] = [];
    const watched = {
      ...ports,
      sign: (ask: Parameters<typeof ports.sign>[0]) => ports.sign(ask).finally(() => signed.push(ask)),
    };
    for (let i = 0; i < 3; i++) {
      await stepLaunches(watched, world.settings.launching, 300);
      clock.jump(5_000);
    }
    const [row] = await world.admin`select status, last_error, error_kind from public.viral_queue where id = ${id}`;
    expect(row).toMatchObject({ status: 'pinned', last_error: expect.stringMatching(words), error_kind: 'gas' });
    expect(signed).toEqual([]);
    await limit({});
    clock.jump(31_000);
    await until('open', id);
    expect(await created(id)).toBe(1);
  });

  it('tells operators of a balance that is too small or too large, and when it was switched off', async () => {
    const troubleAt = async (balance: bigint) => {
      await world.chain.clients.test.setBalance({ address: ports.chain.wallet, value: balance });
      clock.jump(61_000);
      await stepLaunches(ports, world.settings.launching, 1);
      const [row] = await world.admin`select trouble, since from private.launch_health where part = 'wallet'`;
      return row?.trouble;
    };
    expect(await troubleAt(10n ** 18n)).toMatch(/Move the rest away/);
    expect(await troubleAt(10n ** 15n)).toMatch(/Top it up/);
    await limit({ paused: 'a drill' });
    expect(await troubleAt(10n ** 17n)).toBe('Switched off: a drill');
    await limit({});
    expect(await troubleAt(10n ** 17n)).toBeNull();
  });

  it('never has more under way and paid than its limits, however workers interleave', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await world.approve());
    await world.admin`delete from public.jobs`;
    await world.admin`update public.viral_queue set status = 'pinned', wallet_address = null where id = any (${`{${ids}}`}::uuid[])`;
    const address = '0x00000000000000000000000000000000000000aa';
    const coin = '0x00000000000000000000000000000000000000bb';
    const asks = fc.array(fc.tuple(fc.nat(5), fc.bigInt({ min: 1n, max: 120n }), fc.boolean()), { minLength: 8, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(asks, async steps => {
        await world.admin`delete from private.wallet_nonces where wallet_address = ${address}`;
        await world.admin`delete from private.server_wallets where address = ${address}`;
        await world.admin`insert into private.server_wallets (address, chain_id, most_per_transaction, most_per_hour, most_per_day)
          values (${address}, 8453, 100, 250, 300)`;
        await world.admin`update public.viral_queue set status = 'pinned', nonce = null where id = any (${`{${ids}}`}::uuid[])`;
        await Promise.all(
          steps.map(async ([which, mostFee, raises], i) => {
            const { store } = workers[i % workers.length] as LaunchPorts;
            const launch = await load(ids[which] as string);
            const wallet = { address, chainId: 8453, chainCount: 0, balance: 1_000n, mostFee } as const;
            if (launch.status === 'pinned') await store.reserve(launch, wallet, coin, clock.now());
            const now = await load(launch.id);
            if (raises && now.nonce !== null)
              await store.commitFee(now, address, { nonce: now.nonce, purpose: 'launch', mostFee, balance: 1_000n }, clock.now());
          }),
        );
        const [sum] = await world.admin`
          select sum(most_fee)::int as total, max(most_fee)::int as most, count(distinct nonce)::int as nonces,
            count(distinct queue_id)::int as launches from private.wallet_nonces where wallet_address = ${address}`;
        expect(sum?.total ?? 0).toBeLessThanOrEqual(250);
        expect(sum?.most ?? 0).toBeLessThanOrEqual(100);
        expect(sum?.nonces).toBe(sum?.launches);
      }),
      { seed: 33, numRuns: 20 },
    );
    await world.admin`update public.viral_queue set status = 'dead' where id = any (${`{${ids}}`}::uuid[])`;
  }, 600_000);

  it('keeps two hundred launches by eight workers in one row of nonces, none missing', async () => {
    const first = await ports.chain.minedCount();
    await seedPinned(200);
    const left = async () => {
      const [row] = await world.admin`
        select count(*)::int as n from public.viral_queue where status in ('pinned', 'reserved', 'signed', 'sent', 'failed')`;
      return row?.n as number;
    };
    while ((await left()) > 0) {
      const done = await Promise.all(workers.map(worker => stepLaunches(worker, world.settings.launching, 2_000)));
      // What failed on a busy machine is tried again when its time has come: it comes when nobody has anything else to do.
      if (done.every(({ moved }) => moved === 0)) clock.jump(1_000);
    }
    const rows = await world.admin<{ nonce: string; sent: Date }[]>`
      select q.nonce, min(t.sent_at) as sent from public.viral_queue q join private.launch_transactions t on t.queue_id = q.id and t.purpose = 'launch'
      where q.name like 'Many %' and q.status in ('confirmed', 'open', 'final') group by q.id order by q.nonce`;
    expect(rows.map(row => Number(row.nonce))).toEqual(Array.from({ length: 200 }, (_, i) => first + i));
    expect(await ports.chain.minedCount()).toBe(first + 200);
    // How long a later one was on the wire before an earlier one.
    let earliest = Number.POSITIVE_INFINITY;
    const gaps = rows.toReversed().map(({ sent }) => {
      const gap = sent.getTime() - earliest;
      earliest = Math.min(earliest, sent.getTime());
      return gap;
    });
    expect(Math.max(...gaps)).toBeLessThan(60_000);
    expect(
      (await world.coins()).filter(({ status, created: n }) => ['confirmed', 'open', 'final'].includes(status) && n !== 1),
    ).toEqual([]);
  }, 600_000);
});

/** Launches with all that their creators agreed to, written straight into the table. */
async function seedPinned(count: number): Promise<void> {
  const id = await world.approve();
  await world.admin`delete from public.jobs`;
  for (let n = 0; n < count; n++) {
    const salt = keccak256(toHex(`many ${n}`));
    await world.admin`
      with performance as (
        insert into public.performances (user_id, farcaster_cast_id, title, poster_lines, kind, ink, cast_at)
        select user_id, ${salt.slice(0, 42)}, ${`Many ${n}`}, '{"MANY"}', 'song', 'amber', now() from public.viral_queue where id = ${id}
        returning id)
      insert into public.viral_queue (performance_id, user_id, status, detection_score, rule_version, decided_at, name, ticker, consent,
        consented_at, metadata, metadata_cid, payout_address, coin_salt, opens_at)
      select performance.id, user_id, 'pinned', detection_score, rule_version, decided_at, ${`Many ${n}`}, ${`MANY${n}`}, consent,
        consented_at, metadata, metadata_cid, payout_address, ${salt}, now() from public.viral_queue, performance where viral_queue.id = ${id}`;
  }
  await world.admin`update public.viral_queue set status = 'refused' where id = ${id}`;
  // A wallet's day has room for that many.
  await world.admin`update private.server_wallets set most_per_hour = 10^18, most_per_day = 10^18`;
  await world.chain.clients.test.setBalance({ address: ports.chain.wallet, value: 5n * 10n ** 17n });
}

describe('what broke other relayers', () => {
  it('#818: nonces that were reserved and never used do not carry the wallet above the chain', async () => {
    const mined = await ports.chain.minedCount();
    const left = [await reserved(), await reserved(), await reserved()];
    expect(left.map(launch => launch.nonce)).toEqual([mined, mined + 1, mined + 2]);
    for (const launch of left) await ports.store.move(launch, 'dead', { error: 'given up' });
    const id = await world.approve();
    await until('open', id);
    expect((await load(id)).nonce).toBe(mined);
  });

  it('#831: a count that goes back does not give a nonce out twice', async () => {
    const one = await reserved();
    const lagging = { ...ports, chain: { ...ports.chain, pendingCount: async () => Math.max((one.nonce ?? 0) - 3, 0) } };
    const id = await world.approve();
    await until('sent', id, lagging);
    // The nonces below were used before this table knew: nobody is hurt, the launch takes another.
    expect((await load(id)).nonce).not.toBe(one.nonce);
    await ports.store.move(one, 'dead', { error: 'given up' });
    await until('open', id);
    expect(await created(id)).toBe(1);
  });

  it('#843: nothing but open nonces below a launch, and it is mined within a minute', async () => {
    const left = [await reserved(), await reserved(), await reserved(), await reserved(), await reserved()];
    const id = await world.approve();
    await until('sent', id);
    const sentAt = clock.now();
    for (const launch of left) await ports.store.move(launch, 'dead', { error: 'given up' });
    expect(await ports.chain.minedCount()).toBe(left[0]?.nonce);
    await until('open', id);
    expect(clock.now() - sentAt).toBeLessThan(60_000);
    expect(await created(id)).toBe(1);
    const fills = await world.admin`select from private.launch_transactions where queue_id = ${id} and purpose = 'fill'`;
    expect(fills).toHaveLength(5);
  });

  it('#845: two workers that prepare the same launch at once sign one nonce, and send one transaction', async () => {
    const launch = await reserved();
    const outcomes = await Promise.allSettled(workers.map(worker => advanceLaunch(worker, world.settings.launching, launch)));
    expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'launches/nonce-lost' });
    const attempts = await world.admin`select nonce from private.launch_transactions where queue_id = ${launch.id}`;
    expect(attempts.map(attempt => Number(attempt.nonce))).toEqual([launch.nonce]);
    await world.admin`update public.jobs set run_at = now() where key = ${`launch:${launch.id}`}`;
    await until('open', launch.id);
    expect(await created(launch.id)).toBe(1);
  });

  it.each([
    [
      'is taken back',
      'taken back',
      (id: string) => world.admin`update public.performances set status = 'hidden', taken_back_at = now() where id = ${id}`,
    ],
    [
      'may be a copy',
      'compared',
      (id: string) => world.admin`insert into public.copy_claims (performance_id, because) values (${id}, 'unheard')`,
    ],
  ] as const)('gives the nonce back when the performance %s before anything is signed', async (_, why, hold) => {
    const launch = await reserved();
    await hold(launch.performanceId);
    await world.admin`update public.jobs set run_at = now() where key = ${`launch:${launch.id}`}`;
    await until('held', launch.id);
    const [held] = await world.admin`select last_error from public.viral_queue where id = ${launch.id}`;
    expect(held?.last_error).toContain(why);
    const [row] = await world.admin`
      select queue_id from private.wallet_nonces where nonce = ${launch.nonce} and wallet_address = ${launch.walletAddress}`;
    expect(row?.queue_id).toBeNull();
    expect(await created(launch.id)).toBe(0);
  });
});

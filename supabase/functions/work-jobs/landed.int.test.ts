import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { landedHandler } from '../../../shared/notifications/tell-landed.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import type { Transaction } from '../_shared/adapters/database.ts';
import { jobStore } from '../_shared/stores/jobs.ts';
import { noticeStore } from '../_shared/stores/notifications.ts';
import { watchStore } from '../_shared/stores/trade-watches.ts';
import { seedCoin } from '../_testing/seed-coin.ts';

const { admin, db } = openTestDatabase(29_890);
const COIN = `0x${'c'.repeat(40)}`;
const TRADER = `0x${'f'.repeat(40)}`;
const OTHER = `0x${'e'.repeat(40)}`;
let [fan, take, logs, hashes] = ['', '', 0, 0];
/** What Base turned down. */
let downed: string[] = [];
const nextHash = () => `0x${(++hashes).toString(16).padStart(64, '0')}`;

/** A coin that is traded, and a fan. */
beforeEach(async () => {
  const creator = randomUUID();
  fan = randomUUID();
  downed = [];
  await admin`insert into public.users (id, farcaster_fid, display_name) values (${creator}, 1, 'Nia'), (${fan}, 2, 'Jonas')`;
  await admin`insert into private.notification_tokens (fid, app_fid, url, token) values (2, 9152, 'https://host.example/notify', 'token')`;
  const [row] = await admin<{ id: string }[]>`
    insert into public.performances (user_id, title, poster_lines, kind, ink, cast_at) values (${creator}, 'Night bus home', '{T}', 'song', 'amber', now()) returning id`;
  take = row?.id ?? '';
  await seedCoin(admin, take, { address: COIN, creator: OTHER });
  await admin`insert into private.chain_cursors (id, block_number, block_hash) values ('coins', 1000, '0x')`;
});
afterEach(async () => {
  await admin`truncate public.users, public.performances, private.chain_cursors, private.notification_tokens, public.coin_trades, public.jobs cascade`;
});

const watch = (hash: string, trader = TRADER, person = fan) =>
  admin`insert into public.trade_watches (user_id, transaction_hash, coin_address, trader) values (${person}, ${hash}, ${COIN}, ${trader})`;
type Trade = { trader?: string; side?: string; amount?: number; block?: number };
/** A trade as the index writes it, the lock of its cursor first. */
async function trade(tx: Transaction, hash: string, { trader = TRADER, side = 'buy', amount = 5, block = 1001 }: Trade = {}) {
  await tx`select from private.chain_cursors for update`;
  await tx`insert into public.coin_trades values (${COIN}, ${block}, '0x03', ${logs++}, ${hash}, ${trader}, ${side}, ${amount}, 1, 7, now(), now(), 1)`;
  await tx`update private.chain_cursors set block_number = ${block}`;
}
const index = (hash: string, what?: Trade) => admin.begin(tx => trade(tx as unknown as Transaction, hash, what));

/** What is due so many seconds from now is done once. */
function work(seconds = 60) {
  const now = () => unixMs(Date.now() + seconds * 1_000);
  return stepJobs(
    { store: jobStore(db), clock: { now }, random: () => 0.5 },
    { landed: landedHandler({ store: watchStore(db), turnedDown: async () => downed, now }) },
    1,
  );
}
const inbox = () => admin`
  select performance_id, side, coins::text from public.notices where user_id = ${fan} and kind = 'landed' order by coins`;
const watches = async () => (await admin`select from public.trade_watches`).length;
const bought = { side: 'buy', coins: '5' };

describe('who sent a trade and did not see its end', () => {
  it('is told once when it is in the index, by inbox and client', async () => {
    const hash = nextHash();
    await watch(hash);
    await work();
    expect([await inbox(), await watches()]).toEqual([[], 1]);
    await index(hash);
    await work(5);
    expect(await inbox()).toEqual([]);
    await work();
    await work();
    expect([await inbox(), await watches()]).toEqual([[{ performance_id: take, ...bought }], 0]);
    expect((await noticeStore(db).recipient(fan, unixMs(Date.now())))?.waiting).toMatchObject([
      { kind: 'landed', subjectId: take, title: 'Night bus home' },
    ]);
  });

  it('is told of one that landed before anybody heard that it was waited for', async () => {
    const hash = nextHash();
    await index(hash, { side: 'sell' });
    await watch(hash);
    await work();
    expect(await inbox()).toMatchObject([{ side: 'sell', coins: '5' }]);
  });

  it('at the moment in which it is written is told all the same', async () => {
    const hash = nextHash();
    let worked: Promise<unknown> = Promise.resolve();
    await admin.begin(async tx => {
      await trade(tx as unknown as Transaction, hash);
      await watch(hash);
      worked = work();
      await expect.poll(async () => (await admin`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBe(1);
    });
    await worked;
    expect(await inbox()).toMatchObject([bought]);
  });

  it('is told nothing twice: neither when it is taken back and mined again, nor when they say again that they wait', async () => {
    const hash = nextHash();
    await watch(hash);
    await index(hash);
    await work();
    await admin`delete from public.coin_trades`;
    await index(hash, { block: 1002 });
    await watch(hash);
    await work();
    expect([await inbox(), await watches()]).toMatchObject([[bought], 0]);
  });

  it('is told nothing of what was taken back before they heard of it, until it is mined again', async () => {
    const hash = nextHash();
    await watch(hash);
    await index(hash);
    await admin`delete from public.coin_trades`;
    await work();
    expect([await inbox(), await watches()]).toEqual([[], 1]);
    await index(hash, { block: 1003 });
    await work();
    expect(await inbox()).toMatchObject([bought]);
  });

  it('and joins another account meanwhile is told there', async () => {
    const [hash, joined] = [nextHash(), randomUUID()];
    await admin`insert into public.users (id, display_name) values (${joined}, 'Jonas by wallet')`;
    await watch(hash, TRADER, joined);
    await index(hash);
    await admin`select private.merge_users(${joined}, ${fan})`;
    await work();
    expect([await inbox(), await watches()]).toMatchObject([[bought], 0]);
  });

  it('is told nothing where they saw it, nor of what others moved in the same transaction', async () => {
    const [seen, shared] = [nextHash(), nextHash()];
    await watch(seen);
    await index(seen);
    await admin`delete from public.trade_watches`;
    await work();
    expect(await inbox()).toEqual([]);
    await watch(shared);
    await index(shared, { trader: OTHER, amount: 9 });
    await work();
    expect(await inbox()).toEqual([]);
    await index(shared, { amount: 3 });
    await index(shared, { amount: 4 });
    await work();
    expect(await inbox()).toMatchObject([{ side: 'buy', coins: '7' }]);
  });

  it('is told once of one that Base turned down, and waits no more for it', async () => {
    const [down, late] = [nextHash(), nextHash()];
    await watch(down);
    await watch(late);
    downed = [down];
    // Too early to be asked.
    await work(30);
    expect(await failures()).toEqual([]);
    await work(90);
    await work(400);
    expect(await failures()).toEqual([{ performance_id: take, transaction_hash: down }]);
    expect(await admin`select transaction_hash from public.trade_watches`).toEqual([{ transaction_hash: late }]);
    expect((await noticeStore(db).recipient(fan, unixMs(Date.now())))?.waiting).toMatchObject([
      { kind: 'failed', subjectId: take, ticker: null },
    ]);
    await watch(down);
    await work(400);
    expect(await failures()).toHaveLength(1);
  });

  it('is told nothing of what another waits for, nor of what they saw', async () => {
    const [theirs, seen] = [nextHash(), nextHash()];
    const other = randomUUID();
    await admin`insert into public.users (id, display_name) values (${other}, 'Mei')`;
    await watch(theirs, OTHER, other);
    await watchStore(db).tellFailed(fan, [theirs, seen]);
    expect([await failures(), await watches()]).toEqual([[], 1]);
  });
});

const failures = () => admin`
  select performance_id, transaction_hash from public.notices where user_id = ${fan} and kind = 'failed' order by created_at`;

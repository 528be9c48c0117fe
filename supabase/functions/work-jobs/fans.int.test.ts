import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { fansHandler } from '../../../shared/notifications/tell-fans.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { jobStore } from '../_shared/stores/jobs.ts';
import { fansTeller, noticeStore } from '../_shared/stores/notifications.ts';
import { seedCoin } from '../_testing/seed-coin.ts';

const { admin, db } = openTestDatabase(29_880);
const ETHER = 10n ** 18n;
let clock = Date.now() + 60_000;
let [people, logs] = [0, 0];

const address = (n: number, of = 'f') => `0x${of}${n.toString(16).padStart(39, '0')}`;
const indexAt = (block: number, seen = new Date()) => admin`
  insert into private.chain_cursors (id, block_number, block_hash, seen_at) values ('coins', ${block}, '0x', ${seen})
  on conflict (id) do update set block_number = excluded.block_number, seen_at = excluded.seen_at`;

beforeEach(async () => {
  clock += 3_600_000;
  await indexAt(1_000);
});
afterEach(() => admin`delete from public.jobs`);

/** A creator whose coin is open and followed from its first block on. */
async function coin() {
  const [n, userId] = [people++, randomUUID()];
  const [wallet, coinAddress] = [address(n, 'a'), address(n, 'c')];
  await admin`insert into public.users (id, farcaster_fid, display_name, wallet_address) values (${userId}, ${80_000 + n}, 'Nia', ${wallet})`;
  const [row] = await admin<{ id: string }[]>`
    insert into public.performances (user_id, title, poster_lines, kind, ink, cast_at) values (${userId}, 'Night bus home', '{T}', 'song', 'amber', now()) returning id`;
  const take = row?.id ?? '';
  await admin`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at, status)
    values (${take}, ${userId}, 200, 'v', now(), 'open')`;
  await seedCoin(admin, take, { address: coinAddress, creator: wallet, blockHash: '0x02' });
  await admin`insert into private.coin_reads (coin_address, created_block_hash) values (${coinAddress}, '0x02')`;
  await admin`delete from public.notices where user_id = ${userId}`;
  await admin`delete from public.jobs`;
  return { userId, take, wallet, coinAddress };
}
type Coin = Awaited<ReturnType<typeof coin>>;

/** A trade as the index writes it, and the coin's row after it. */
async function trade({ coinAddress }: Coin, trader: string, block: number, eth: bigint | null = ETHER, side = 'buy') {
  await admin`
    insert into public.coin_trades values
      (${coinAddress}, ${block}, ${`0x${block}`}, ${logs++}, '0x03', ${trader}, ${side}, 1, 1, 7, now(), now(), ${eth === null ? null : String(eth)})`;
  await admin`update public.performance_coins set price_block = ${block} where coin_address = ${coinAddress}`;
}
const hold = ({ coinAddress }: Coin, count: number) =>
  admin`update public.performance_coins set holders_count = ${count} where coin_address = ${coinAddress}`;
const receive = ({ coinAddress }: Coin, recipient: string, block: number) => admin`
  insert into public.coin_transfers values (${coinAddress}, ${block}, ${`0x${block}`}, ${logs++}, ${address(0, '0')}, ${recipient}, 1, 0, 1)`;

/** What is due half an hour from now is done once, as far as the chain is safe up to a block. */
function work(safe = 1_000) {
  clock += 1_800_000;
  const now = () => unixMs(clock);
  const handler = fansHandler({ tell: fansTeller(db), safeBlock: async () => safe, now });
  return stepJobs({ store: jobStore(db), clock: { now }, random: () => 0.5 }, { fans: handler }, 1);
}
const inbox = ({ userId }: Coin, kind = 'bought') => admin`
  select buyers, spent::text, holders, read_at is not null as read from public.notices
  where user_id = ${userId} and kind = ${kind} order by created_at, holders`;
const bought = (buyers: number, spent: bigint | null, read = false) => ({
  buyers,
  spent: spent === null ? null : String(spent),
  holders: null,
  read,
});
const milestone = (holders: number) => ({ buyers: null, spent: null, holders, read: false });
const read = ({ userId }: Coin) => admin`update public.notices set read_at = now() where user_id = ${userId}`;

describe('who bought', () => {
  it('is one notice until it is read: people, and what they spent', async () => {
    const nia = await coin();
    await trade(nia, address(1), 20);
    await trade(nia, address(2), 21);
    expect(await work()).toMatchObject({ done: 1 });
    expect(await inbox(nia)).toEqual([bought(2, 2n * ETHER)]);
    await trade(nia, address(3), 30);
    await trade(nia, address(1), 31);
    await work();
    expect(await inbox(nia)).toEqual([bought(3, 4n * ETHER)]);
    await read(nia);
    expect(await admin`select from private.notice_buyers`).toEqual([]);
    await trade(nia, address(1), 40);
    await work();
    expect(await inbox(nia)).toEqual([bought(3, 4n * ETHER, true), bought(1, ETHER)]);
    // Nothing new: nothing to do, and nothing changes.
    await admin`select private.add_job(${`fans:${nia.take}`}, 'fans', jsonb_build_object('performance_id', ${nia.take}::text))`;
    expect(await work()).toMatchObject({ done: 1 });
    expect(await inbox(nia)).toHaveLength(2);
  });

  it('counts nobody twice who has two wallets, or trades back and forth, and not the creator', async () => {
    const [nia, fan] = [await coin(), randomUUID()];
    await admin`insert into public.users (id, display_name, wallet_address) values (${fan}, 'Jonas', ${address(51)})`;
    await admin`insert into public.user_wallets values (${address(52)}, ${fan}, now()), (${address(53)}, ${nia.userId}, now())`;
    for (const own of [nia.wallet, address(53)]) await trade(nia, own, 20);
    expect(await work()).toMatchObject({ done: 1 });
    expect(await inbox(nia)).toEqual([]);
    await trade(nia, address(51), 21);
    await trade(nia, address(52), 22);
    for (let at = 30; at < 40; at += 2) {
      await trade(nia, address(9), at);
      await trade(nia, address(9), at + 1, ETHER, 'sell');
    }
    await trade(nia, address(8), 50, ETHER, 'sell');
    await work();
    expect(await inbox(nia)).toEqual([bought(2, 2n * ETHER)]);
    // What they sell before it is read is taken off; a sale alone is no news.
    await trade(nia, address(51), 60, ETHER, 'sell');
    await work();
    expect(await inbox(nia)).toEqual([bought(2, ETHER)]);
    await read(nia);
    await trade(nia, address(51), 61, ETHER, 'sell');
    await work();
    expect(await inbox(nia)).toHaveLength(1);
  });

  it('says no sum that it does not know', async () => {
    const nia = await coin();
    await trade(nia, address(1), 20);
    await trade(nia, address(2), 21, null);
    await work();
    expect(await inbox(nia)).toEqual([bought(2, null)]);
  });

  it('is told once no reorg takes it back, and what one took back is not', async () => {
    const nia = await coin();
    await trade(nia, address(1), 20);
    await trade(nia, address(2), 25);
    expect(await work(24)).toMatchObject({ again: 1 });
    expect(await inbox(nia)).toEqual([bought(1, ETHER)]);
    await admin`delete from public.coin_trades where block_number > 22`;
    await trade(nia, address(3), 26);
    await work(30);
    expect(await inbox(nia)).toEqual([bought(2, 2n * ETHER)]);
  });

  it('waits for an index that looked at the chain, came so far, and knows the past of the coin', async () => {
    const nia = await coin();
    await trade(nia, address(1), 20);
    await indexAt(1_000, new Date(Date.now() - 60_000));
    expect(await work()).toMatchObject({ again: 1 });
    await indexAt(19);
    expect(await work()).toMatchObject({ again: 1 });
    await indexAt(1_000);
    await admin`update private.coin_reads set read_to = 19 where coin_address = ${nia.coinAddress}`;
    expect(await work()).toMatchObject({ again: 1 });
    expect(await inbox(nia)).toEqual([]);
    await admin`update private.coin_reads set read_to = null`;
    await work();
    expect(await inbox(nia)).toEqual([bought(1, ETHER)]);
  });

  it('is counted page by page, and no further than a thousand', async () => {
    const nia = await coin();
    await admin`
      insert into public.coin_trades (coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, traded_at, eth_amount)
      select ${nia.coinAddress}, 20 + n, '0x', 0, '0x', '0xe' || lpad(n::text, 39, '0'), 'buy', 1, 1, now(), 1 from generate_series(1, 1200) n`;
    await admin`update public.performance_coins set price_block = 1 where coin_address = ${nia.coinAddress}`;
    await indexAt(5_000);
    const seen: unknown[] = [];
    for (let page = 0; page < 3; page++) {
      await work(5_000);
      seen.push((await inbox(nia))[0]?.buyers);
    }
    expect(seen).toEqual([500, 1_000, 1_000]);
    expect(
      await admin`select from private.notice_buyers join public.notices on id = notice_id where user_id = ${nia.userId}`,
    ).toHaveLength(1_000);
    expect(await admin`select from public.jobs where kind = 'fans'`).toEqual([]);
  });

  it('is nobody’s business while a take is hidden or its creator left, and is told when it is shown again', async () => {
    const nia = await coin();
    await admin`update public.performances set status = 'hidden' where id = ${nia.take}`;
    await trade(nia, address(1), 20);
    await hold(nia, 10);
    expect(await work()).toMatchObject({ done: 1 });
    expect([await inbox(nia), await inbox(nia, 'holders')]).toEqual([[], []]);
    // Whoever shows it again has no right to jobs.
    await db`update public.performances set status = 'live' where id = ${nia.take}`;
    expect(await work()).toMatchObject({ done: 1 });
    expect([await inbox(nia), await inbox(nia, 'holders')]).toEqual([[bought(1, ETHER)], [milestone(10)]]);
    await trade(nia, address(2), 21);
    await work();
    expect(await inbox(nia)).toEqual([bought(2, 2n * ETHER)]);
    await admin`update public.users set deleted_at = now() where id = ${nia.userId}`;
    await trade(nia, address(3), 22);
    expect(await work()).toMatchObject({ done: 1 });
    expect(await inbox(nia)).toEqual([bought(2, 2n * ETHER)]);
  });

  it('costs the index no write while a look waits, and leaves its mark on one that is under way', async () => {
    const nia = await coin();
    await trade(nia, address(1), 20);
    await admin`update public.jobs set attempts = 3`;
    await trade(nia, address(2), 21);
    expect(await admin`select attempts from public.jobs`).toEqual([{ attempts: 3 }]);
    await admin`update public.jobs set run_at = 'infinity', lease = gen_random_uuid(), locked_until = now()`;
    await trade(nia, address(3), 22);
    expect(await admin`select run_at < 'infinity' as due from public.jobs`).toEqual([{ due: true }]);
  });
});

describe('how many hold a coin', () => {
  it('is told at each milestone once, whatever the count does afterwards', async () => {
    const nia = await coin();
    for (const [count, told] of [
      [9, []],
      [10, [10]],
      [8, [10]],
      [12, [10]],
      [620, [10, 500]],
      [99, [10, 500]],
      [130, [10, 500]],
      [1_000, [10, 500, 1_000]],
    ] as const) {
      await hold(nia, count);
      await work();
      expect([count, await inbox(nia, 'holders')]).toEqual([count, told.map(milestone)]);
    }
  });

  it('counts nobody whose coins a reorg may take back', async () => {
    const nia = await coin();
    await receive(nia, address(1), 900);
    await receive(nia, address(1), 901);
    await hold(nia, 10);
    expect(await work(899)).toMatchObject({ again: 1 });
    expect(await inbox(nia, 'holders')).toEqual([]);
    await admin`delete from public.coin_transfers where block_number > 899`;
    await hold(nia, 9);
    await work(950);
    expect(await inbox(nia, 'holders')).toEqual([]);
    await receive(nia, address(2), 960);
    await hold(nia, 10);
    expect(await work(960)).toMatchObject({ done: 1 });
    expect(await inbox(nia, 'holders')).toEqual([milestone(10)]);
  });

  it('goes to Farcaster only while the coin is one', async () => {
    const nia = await coin();
    await hold(nia, 100);
    await trade(nia, address(1), 20);
    await work();
    const waiting = async () =>
      (await noticeStore(db).recipient(nia.userId, unixMs(Date.now())))?.waiting.map(each => [each.kind, each.holders]);
    expect(new Set(await waiting())).toEqual(
      new Set([
        ['bought', null],
        ['holders', 100],
      ]),
    );
    await admin`update public.viral_queue set status = 'failed' where performance_id = ${nia.take}`;
    expect(await waiting()).toEqual([]);
  });
});

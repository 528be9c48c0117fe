import { parseEther } from 'viem';
import { describe, expect, it } from 'vitest';
import { openSyncWorld } from '../../../local/markets/testing/sync-world.ts';
import type { CoinCreation } from '../../../shared/launches/launch.ts';
import { COIN_TRANSFER_TOPIC } from '../../../shared/markets/coin-events.ts';
import { syncOnce } from '../../../shared/markets/sync-once.ts';
import type { SyncPorts } from '../../../shared/markets/sync-ports.ts';
import { makeHandler } from './handler.ts';

const world = openSyncWorld(29_520);
const { admin, clock, ports, chain, coins, one } = world;

describe('the market follows the chain', () => {
  it.each([1, 2, 5])('takes a reorg of depth %i back, and equals what the chain says then', async depth => {
    for (let i = 0; i < 7; i++) await world.trade(i, coins()[i % 2] as CoinCreation, 'buy', parseEther('0.01'));
    await world.follow();
    const before = await world.tables();
    await chain().reorg(depth);
    for (let i = 0; i < 2; i++) await world.trade(10 + i, one(), 'buy', parseEther('0.02'));
    const done = await world.follow();
    expect(done.rewound).toBeGreaterThanOrEqual(depth);
    const after = await world.tables();
    expect(after.trades).not.toEqual(before.trades);
    expect(after).toEqual(await world.rebuilt());
  });

  it('takes a reorg back that came while it lagged, or twice in a row', async () => {
    await world.trade(0, one(), 'buy', parseEther('0.01'));
    await world.follow();
    for (let i = 1; i < 5; i++) await world.trade(i, one(), 'buy', parseEther('0.01'));
    await chain().reorg(3);
    await world.trade(5, one(), 'buy', parseEther('0.03'));
    await chain().reorg(2);
    await world.follow();
    expect(await world.tables()).toEqual(await world.rebuilt());
  });

  it('reads the past of a coin that is linked after its blocks were passed', async () => {
    const late = await world.createCoin();
    await chain().increaseTime(11);
    await world.trade(0, late, 'buy', parseEther('0.01'));
    await world.follow();
    await world.linkCoin(late);
    await world.follow();
    const after = await world.tables();
    expect(after.trades).toMatchObject([{ coin_address: late.coin }]);
    expect(after).toEqual(await world.rebuilt());
  });

  it('reads a coin that it knew before its block once, and not again as past', async () => {
    await world.trade(0, one(), 'buy', parseEther('0.01'));
    const ranges: [number, number][] = [];
    const listening = {
      ...ports,
      chain: {
        ...ports.chain,
        logs: async (range: Parameters<SyncPorts['chain']['logs']>[0]) => {
          ranges.push([range.from, range.to.number]);
          return ports.chain.logs(range);
        },
      },
    };
    expect(await syncOnce(listening, 0)).toMatchObject({ trades: 1 });
    expect(ranges).toEqual([[one().blockNumber, Number(await chain().clients.read.getBlockNumber())]]);
    expect((await admin`select from private.coin_reads where read_to is null`).count).toBe(2);
  });

  it('changes nothing when it runs again', async () => {
    await world.trade(0, one(), 'buy', parseEther('0.01'));
    await world.follow();
    const before = { ...(await world.tables()), updated: await admin`select updated_at from public.performance_coins` };
    await world.follow();
    expect({ ...(await world.tables()), updated: await admin`select updated_at from public.performance_coins` }).toEqual(before);
  });

  it('lets one runner work at a time, and the next go on where a dead one stopped', async () => {
    await world.trade(0, one(), 'buy', parseEther('0.01'));
    const two = await Promise.all([syncOnce(ports, 300), syncOnce(ports, 300)]);
    expect(two.map(done => done.leased).sort()).toEqual([false, true]);
    await world.trade(1, one(), 'buy', parseEther('0.01'));
    const dead = {
      ...ports,
      store: { ...ports.store, refresh: () => Promise.reject(new Error('killed')), release: async () => {} },
    };
    await expect(syncOnce(dead, 300)).rejects.toThrow('killed');
    expect(await syncOnce(ports, 300)).toMatchObject({ leased: false });
    clock.jump(10_000);
    expect(await syncOnce(ports, 300)).toMatchObject({ leased: true });
    await world.follow();
    expect(await world.tables()).toEqual(await world.rebuilt());
  });

  it('writes nothing once another runner has the lease', async () => {
    await world.follow();
    await world.trade(0, one(), 'buy', parseEther('0.01'));
    const robbed = {
      ...ports,
      chain: {
        ...ports.chain,
        logs: async (...args: Parameters<SyncPorts['chain']['logs']>) => {
          await admin`update private.chain_cursors set lease_owner = 'thief'`;
          return ports.chain.logs(...args);
        },
      },
    };
    await syncOnce(robbed, 300);
    expect((await world.tables()).trades).toEqual([]);
    await admin`update private.chain_cursors set lease_owner = null, lease_until = '-infinity'`;
  });

  it('says of a coin’s past too how many logs it passed over', async () => {
    await world.follow();
    const late = await world.createCoin();
    await world.follow();
    await world.linkCoin(late);
    const logs: SyncPorts['chain']['logs'] = async range => {
      const read = await ports.chain.logs(range);
      const transfer = read?.logs.find(log => log.topics[0] === COIN_TRANSFER_TOPIC && log.address === late.coin);
      return read && transfer ? { ...read, logs: [...read.logs, { ...transfer, data: '0x' }] } : read;
    };
    expect(await world.follow({ ...ports, chain: { ...ports.chain, logs } })).toMatchObject({ unread: 1 });
    expect((await world.tables()).transfers.some(row => row.coin_address === late.coin)).toBe(true);
  });

  it('lets a refresh of a run that lost its lease wait for the run after it: neither ends the other', async () => {
    const { coin } = one();
    await world.trade(0, one(), 'buy', parseEther('0.01'));
    await world.follow();
    await admin`update public.coin_holders set is_little_trusted = null`;
    await admin`update private.coin_spreads set trust_seen_at = '-infinity', is_told = false`;
    let late: Promise<number> | undefined;
    await admin.begin(async tx => {
      // As `advance` does: the cursor, then holders, then by the trigger their sums.
      await tx`select from private.chain_cursors for update`;
      await tx`select from public.coin_holders where coin_address = ${coin} for update`;
      late = ports.store.refresh([coin], clock.now());
      late.catch(() => {});
      const waiting = async () =>
        (await admin`select from pg_stat_activity where usename = 'gigavibe_functions' and wait_event_type = 'Lock'`).length;
      await expect.poll(waiting).toBe(1);
      await tx`update public.coin_holders set balance = balance + 1, is_little_trusted = null where coin_address = ${coin}`;
    });
    expect(await late).toBeTypeOf('number');
  });

  it('is worked on by cron alone', async () => {
    const handler = makeHandler(ports, { cronSecret: 'a secret of cron', budgetMs: 50 });
    const call = (authorization: string) =>
      handler(new Request('http://x/sync-coins', { method: 'POST', headers: { authorization } }));
    expect((await call('Bearer something else')).status).toBe(401);
    expect(await (await call('Bearer a secret of cron')).json()).toMatchObject({ done: { leased: true } });
  });
});

import { stringToHex } from 'viem';
import { describe, expect, it } from 'vitest';
import type { RpcFault } from '../../../local/chain/fault-proxy.ts';
import { openFaultWorld } from '../../../local/chaos/testing/fault-world.ts';
import { randomOf } from '../../../local/town/random.ts';
import type { ErrorKind } from '../../../shared/launches/error-kind.ts';
import { stepLaunches } from '../../../shared/launches/step-launches.ts';

const { clock, kinds, look, untilOpen, created, attemptsOf, world, proxy, ports } = openFaultWorld(29_620);

/** The RPC client tries twice within one call, except for a broadcast. */
const BOTH = 2;
/** What is mined and what waits is asked for at once. */
const BOTH_OF_TWO = 2 * BOTH;

/** The next so many calls of a method meet this fault. */
function plant(method: string, fault: RpcFault, times: number): void {
  let left = times;
  proxy().decide = asked => (asked === method && left-- > 0 ? fault : null);
}

describe('a fault of the RPC', () => {
  it.each<[string, string, RpcFault, number, ErrorKind | null, number]>([
    ['the answer to a broadcast is lost', 'eth_sendRawTransaction', 'lost-answer', 1, 'network', 1],
    ['429 to a broadcast', 'eth_sendRawTransaction', { status: 429 }, 1, 'network', 1],
    ['502 to a simulation', 'eth_estimateGas', { status: 502 }, BOTH, 'network', 1],
    ['500 to a count', 'eth_getTransactionCount', { status: 500 }, BOTH_OF_TWO, 'network', 1],
    ['503 to a receipt', 'eth_getTransactionReceipt', { status: 503 }, BOTH, 'network', 1],
    ['a node of another chain', 'eth_chainId', { result: '0x1' }, 1, 'network', 1],
    [
      'a page of HTML in place of a count',
      'eth_getTransactionCount',
      { body: '<html>Too many requests</html>' },
      BOTH_OF_TWO,
      'network',
      1,
    ],
    ['half an answer to a broadcast', 'eth_sendRawTransaction', { body: '{"jsonrpc":"2.0","id":1,"res' }, 1, 'network', 1],
    ['an empty answer to the prediction', 'eth_call', { result: '0x' }, 1, 'network', 1],
    ['nonce too low, of one that is not used', 'eth_sendRawTransaction', { error: 'nonce too low' }, 1, null, 2],
    ['already known, of one that is not', 'eth_sendRawTransaction', { error: 'already known' }, 1, null, 2],
    ['nonce too high', 'eth_sendRawTransaction', { error: 'nonce too high' }, 1, 'nonce', 1],
    ['replacement underpriced', 'eth_sendRawTransaction', { error: 'replacement transaction underpriced' }, 1, null, 2],
    ['a base fee that rose', 'eth_sendRawTransaction', { error: 'max fee per gas less than block base fee' }, 1, null, 2],
    ['a wallet without funds', 'eth_sendRawTransaction', { error: 'insufficient funds for gas * price + value' }, 1, 'gas', 1],
    ['a balance of nothing', 'eth_getBalance', { result: '0x0' }, 1, 'gas', 1],
    ['a transaction that it does not like', 'eth_sendRawTransaction', { error: 'exceeds block gas limit' }, 1, 'execution', 1],
    ['a call that would revert', 'eth_estimateGas', { error: 'execution reverted', code: 3 }, 1, 'execution', 1],
  ])('is told for what it is, and still ends in one coin: %s', async (_, method, fault, times, kind, attempts) => {
    const id = await world().approve();
    // The wallet's balance is watched once a minute: here it shall be asked for by launches alone.
    await world().admin`update private.server_wallets set balance_at = ${new Date(clock.now() + 3_600_000)}`;
    plant(method, fault, times);
    await untilOpen([id]);
    expect(kinds).toEqual(kind === null ? [] : [kind]);
    expect(await attemptsOf(id)).toBe(attempts);
    expect((await world().coins()).find(coin => coin.id === id)?.created).toBe(1);
    expect(await ports().chain.pendingCount()).toBe(await ports().chain.minedCount());
  });

  it('that ends only one launch’s hopes holds up nobody else: its nonce is used up by nothing', async () => {
    const [ill, well] = [await world().approve(), await world().approve()];
    await world().admin`update public.jobs set run_at = ${new Date(clock.now() + 5_000)} where key = ${`launch:${well}`}`;
    const [row] = await world().admin`select metadata_cid as cid from public.viral_queue where id = ${ill}`;
    const theirs = stringToHex(String(row?.cid)).slice(2);
    proxy().decide = (method, [raw]) =>
      method === 'eth_sendRawTransaction' && String(raw).includes(theirs) ? { error: 'exceeds block gas limit' } : null;
    await untilOpen([well]);
    for (let call = 0; call < 200 && (await ports().store.load(ill))?.status !== 'dead'; call++) {
      await look(3_000);
    }
    expect(await ports().store.load(ill)).toMatchObject({ status: 'dead' });
    expect([await created(ill), await created(well)]).toEqual([0, 1]);
    expect(await ports().chain.pendingCount()).toBe(await ports().chain.minedCount());
  });

  it('is waited out when a node lags: it has no receipts, and older counts', async () => {
    const first = await world().approve();
    const staleAt = Number(await world().chain.clients.read.getBlockNumber());
    await untilOpen([first]);
    const second = await world().approve();
    let calls = 0;
    proxy().decide = () => (calls++ < 60 ? { staleAt } : null);
    await untilOpen([second]);
    const [row] = await world().admin`
      select count(distinct nonce)::int as nonces from public.viral_queue where id in (${first}, ${second})`;
    expect(row?.nonces).toBe(2);
    expect([await created(first), await created(second)]).toEqual([1, 1]);
  });

  it('opens the breaker for all workers, which close it when the chain is back', async () => {
    const ids = [await world().approve(), await world().approve(), await world().approve()];
    let calls = 0;
    proxy().decide = () => {
      calls++;
      return { status: 503 };
    };
    for (let i = 0; i < 8; i++) {
      await look(1_500);
    }
    const [open] = await world()
      .admin`select failures, trouble, since, open_until from private.launch_health where part = 'chain'`;
    expect(open?.failures).toBeGreaterThanOrEqual(5);
    expect(open?.trouble).toMatch(/chain\/away/);
    expect(open?.since).not.toBeNull();
    // While it is open, nobody calls.
    await world().admin`update private.launch_health set open_until = ${new Date(clock.now() + 20_000)} where part = 'chain'`;
    await world().admin`update public.jobs set run_at = now() - interval '1 minute'`;
    calls = 0;
    await stepLaunches(ports(), world().settings.launching, 500);
    expect(calls).toBe(0);
    clock.jump(21_000);
    proxy().decide = () => null;
    await untilOpen(ids);
    const [closed] = await world().admin`select failures, trouble, open_until from private.launch_health where part = 'chain'`;
    expect(closed).toEqual({ failures: 0, trouble: null, open_until: null });
  });

  it('does no harm in a storm of all kinds', async () => {
    const random = randomOf('storm 5');
    const faults: RpcFault[] = [
      'lost-answer',
      'lost-answer',
      { status: 429 },
      { status: 500 },
      { error: 'already known' },
      { error: 'nonce too low' },
      { error: 'nonce too high' },
      { error: 'replacement transaction underpriced' },
      { result: null },
    ];
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await world().approve());
    proxy().decide = () => (random.next() < 0.04 ? random.pick(faults) : null);
    for (let round = 0; round < 15; round++) {
      await Promise.all([1, 2, 3].map(() => stepLaunches(ports(), world().settings.launching, 500)));
      clock.jump(3_000);
    }
    proxy().decide = () => null;
    await untilOpen(ids);
    const coins = await world().coins();
    expect(ids.map(id => coins.find(coin => coin.id === id)?.created)).toEqual(ids.map(() => 1));
    expect(kinds.length).toBeGreaterThan(3);
  });
});

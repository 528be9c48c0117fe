import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import type { Address } from '../coin.ts';
import { coinFixture } from '../testing/coin-fixture.ts';
import { exitsQuery, holdingsQuery } from './portfolio-queries.ts';

vi.mock('../../../lib/chain.ts', () => ({ chain: () => ({ request: () => new Promise(() => undefined) }) }));

const [ONE, TWO] = ['1', '2'].map(digit => `0x${digit.repeat(40)}`) as [Address, Address];
const [COIN, NEWER] = ['c', 'd'].map(digit => `0x${digit.repeat(40)}`) as [Address, Address];
const held = new Map([[COIN, 5n]]);

it.each([
  ['while a coin that was just born is asked for, too', [ONE], [COIN, NEWER], held],
  ['but never for another wallet', [TWO], [COIN], undefined],
  ['nor for one wallet more', [ONE, TWO], [COIN], undefined],
])('shows the balances that it knows %s', (_, wallets, coins, shown) => {
  const client = new QueryClient();
  client.setQueryData(holdingsQuery([ONE], [COIN]).queryKey, held);
  const observer = new QueryObserver(client, holdingsQuery([ONE], [COIN]));
  const stop = observer.subscribe(() => undefined);
  observer.setOptions(holdingsQuery(wallets, coins));
  expect(observer.getCurrentResult().data).toEqual(shown);
  stop();
});

it.each([
  ['while a balance of theirs changes', [ONE], held],
  ['but never to another wallet', [TWO], undefined],
])('shows what selling would pay %s', (_, wallets, shown) => {
  const client = new QueryClient();
  const of = (balance: bigint) => [{ coin: coinFixture({ address: COIN }), balance }];
  client.setQueryData(exitsQuery([ONE], of(5n)).queryKey, held);
  const observer = new QueryObserver(client, exitsQuery([ONE], of(5n)));
  const stop = observer.subscribe(() => undefined);
  observer.setOptions(exitsQuery(wallets, of(6n)));
  expect(observer.getCurrentResult().data).toEqual(shown);
  stop();
});

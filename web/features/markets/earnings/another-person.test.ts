import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import { goOnAs } from '../../../lib/person.ts';
import { type Session, sessionStore } from '../../../lib/session.ts';
import { collectStore, tellCollect } from './collect-session.ts';
import { type CollectEvent, IDLE } from './collect-state.ts';
import { type Due, dueQuery } from './due-query.ts';
import { type OwnPayout, paidQuery } from './own-payouts-query.ts';

const never = () => new Promise<never>(() => undefined);
vi.mock('../../../lib/chain.ts', () => ({ chain: () => ({ multicall: never }) }));

const signIn = (id: string) => sessionStore.set({ user: { id, fid: null } } as Session);

const HASH = `0x${'1'.repeat(64)}` as const;
const [COIN, NEWER, SPLITTER, ACCOUNT] = (['c', 'd', 'e', 'f'] as const).map(digit => `0x${digit.repeat(40)}` as const);
const claim = (splitter = SPLITTER) => ({ splitter: splitter ?? '0x', token: ETH, account: ACCOUNT ?? '0x' });
const due: Due = { claims: [{ ...claim(), amount: 5n }], block: 1 };

it.each([
  ['one of their coins is born', 'nia', due],
  ['another person signs in', 'jonas', undefined],
])('what waits, when %s', (_, userId, shown) => {
  const client = new QueryClient();
  client.setQueryData(dueQuery('nia', [claim()]).queryKey, due);
  const observer = new QueryObserver(client, dueQuery('nia', [claim()]));
  const stop = observer.subscribe(() => undefined);
  observer.setOptions(dueQuery(userId, [claim(), claim(NEWER)]));
  expect(observer.getCurrentResult().data).toEqual(shown);
  stop();
});

it.each([
  ['one of their coins is born', 'nia', []],
  ['another person signs in', 'jonas', undefined],
])('what was paid, when %s', (_, userId, shown) => {
  const client = new QueryClient();
  const payout = (coin = COIN) => ({ coin, payout: SPLITTER }) as OwnPayout;
  const options = (of: string, payouts: OwnPayout[]) => ({ ...paidQuery(of, payouts), queryFn: never });
  client.setQueryData(paidQuery('nia', [payout()]).queryKey, []);
  const observer = new QueryObserver(client, options('nia', [payout()]));
  const stop = observer.subscribe(() => undefined);
  observer.setOptions(options(userId, [payout(), payout(NEWER)]));
  expect(observer.getCurrentResult().data).toEqual(shown);
  stop();
});

const done: CollectEvent = { type: 'done', of: HASH, collected: { hash: HASH, paid: [], left: [], balances: [] } };

function collectAs(id: string) {
  signIn(id);
  const collecting = collectStore();
  for (const event of [{ type: 'begin' }, { type: 'confirming' }, { type: 'sent', hash: HASH }] as const)
    tellCollect(collecting, event);
  return collecting;
}

it('keeps what one person collects from the next, who may collect meanwhile', () => {
  const nias = collectAs('nia');
  signIn('jonas');
  const jonas = collectStore();
  expect(jonas.get()).toEqual(IDLE);
  tellCollect(jonas, { type: 'begin' });
  tellCollect(nias, done);
  expect(collectStore().get().name).toBe('checking');
  signIn('nia');
  expect(collectStore().get().name).toBe('done');
});

it('is still seen by a person whose account joined another meanwhile', () => {
  const collecting = collectAs('kim');
  goOnAs({ user: { id: 'kim-of-farcaster', fid: 7 } } as Session);
  expect(collectStore().get().name).toBe('settling');
  tellCollect(collecting, done);
  expect(collectStore().get().name).toBe('done');
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionStore } from '../../../lib/session.ts';
import { forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../../lib/testing/database-harness.ts';
import type { Landed } from './trade-state.ts';
import { watchTrade } from './watch-trade.ts';

const [HASH, OTHER] = [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`] as const;
const [COIN, TRADER] = [`0x${'C'.repeat(40)}`, `0x${'F'.repeat(40)}`] as const;
const PATH = '/rest/v1/trade_watches';
const watched = (hash: string) => ({
  call: `POST ${PATH}`,
  body: { transaction_hash: hash, coin_address: COIN.toLowerCase(), trader: TRADER.toLowerCase() },
});
const forgotten = { call: `DELETE ${PATH}`, body: null };
const sent = { type: 'sent', hash: HASH, at: 1 } as const;
const landedAs = (hash: `0x${string}`) => ({ type: 'landed', of: HASH, landed: { hash } as Landed }) as const;
let database: StubDatabase;
let seen = false;

beforeEach(() => {
  database = stubDatabase();
  seen = false;
  signInAsFan();
});
afterEach(forgetFan);
const watch = () => watchTrade(COIN, TRADER, () => seen);
const asks = (calls: object[]) => vi.waitFor(() => expect(database.asked).toEqual(calls));

it('waits for what was sent, and no more once somebody saw it land', async () => {
  const tell = watch();
  tell(sent);
  seen = true;
  tell(landedAs(HASH));
  await asks([watched(HASH), forgotten]);
});

it('goes on waiting where nobody saw it, for the hash under which it landed', async () => {
  const tell = watch();
  tell(sent);
  tell(landedAs(HASH));
  tell(landedAs(OTHER));
  await asks([watched(HASH), watched(OTHER)]);
});

it('waits no more for what came to nothing', async () => {
  const tell = watch();
  tell(sent);
  tell({ type: 'reverted', of: HASH, notice: { kind: 'reverted', fee: 1n } });
  await asks([watched(HASH), forgotten]);
});

it('asks again when the trade is late and the first time did not arrive', async () => {
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  const tell = watch();
  tell(sent);
  await asks([watched(HASH)]);
  database.answer = { status: 201 };
  tell({ type: 'late', of: HASH });
  await asks([watched(HASH), watched(HASH)]);
});

it('says nothing for who is not signed in', async () => {
  sessionStore.set(null);
  watch()(sent);
  await Promise.resolve();
  expect(database.asked).toEqual([]);
});

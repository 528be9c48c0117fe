import { expect, it } from 'vitest';
import { troublesOf, wordsOfTrouble } from './trouble.ts';

const AT = Date.UTC(2026, 10, 14, 21, 58);
const well = { online: true, live: true, since: 0 };

it('says nothing while all is well', () => {
  expect(troublesOf({ connection: well, deviceOnline: true, away: {} })).toEqual([]);
});

it('says the worst first', () => {
  const connection = { online: true, live: false, since: AT };
  const away = { ipfs: 1, chain: AT, farcaster: 2 };
  const kinds = troublesOf({ connection, deviceOnline: true, away }).map(({ kind }) => kind);
  expect(kinds).toEqual(['chain', 'farcaster', 'ipfs', 'live']);
});

it('knows nothing else without a connection, and whose it is', () => {
  const connection = { online: false, live: false, since: AT };
  expect(troublesOf({ connection, deviceOnline: false, away: { chain: 1 } })).toEqual([{ kind: 'offline', since: AT }]);
  expect(troublesOf({ connection, deviceOnline: true, away: {} })).toEqual([{ kind: 'unanswered', since: AT }]);
});

it('says since when, in the viewer’s own time', () => {
  const words = wordsOfTrouble({ kind: 'chain', since: AT }, { locale: 'en-GB', timeZone: 'UTC' });
  expect(words).toBe('Base is not answering. Prices are from 21:58 and trading waits. Your coins are safe.');
});

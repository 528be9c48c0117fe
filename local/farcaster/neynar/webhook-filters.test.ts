import { expect, it } from 'vitest';
import { filtersFor } from '../../../shared/hearing/keep-filters.ts';
import { createState, type EventRecord } from './state.ts';
import { isWanted } from './webhook-filters.ts';

const APP = 'https://gigavibe.example';
const [NIA, JONAS, STRANGER] = [1, 2, 3];
const state = createState();
const cast = (hash: string, fid: number, parent: string | null, urls: string[] = []): EventRecord => {
  const record = { op: 'cast', hash, fid, text: '', embeds: urls.map(url => ({ url })), parent, at: 1 } as const;
  state.apply({ ...record, embeds: [...record.embeds] });
  return { ...record, embeds: [...record.embeds] };
};
const take = cast('0xa', NIA, null, [`${APP}/p/1`]);
const reply = cast('0xb', JONAS, '0xa');
const elsewhere = cast('0xc', STRANGER, null, ['https://gigavibe.example.evil/p/1']);
const like = (castHash: string, fid: number): EventRecord => ({ op: 'reaction', castHash, fid, kind: 'like', live: true, at: 2 });
const filters = filtersFor(APP, [NIA]);

it.each<[string, Parameters<typeof isWanted>[1], EventRecord, boolean]>([
  ['a cast with our page', 'cast.created', take, true],
  ['a reply to a creator', 'cast.created', reply, true],
  ['a cast of somebody else', 'cast.created', elsewhere, false],
  ['a like of a creator’s cast', 'reaction.created', like('0xa', JONAS), true],
  ['a like taken back', 'reaction.deleted', like('0xa', JONAS), true],
  ['a creator’s like elsewhere', 'reaction.created', like('0xc', NIA), false],
  ['a creator’s cast deleted', 'cast.deleted', { op: 'delete', castHash: '0xa', at: 3 }, true],
  ['a stranger’s cast deleted', 'cast.deleted', { op: 'delete', castHash: '0xc', at: 3 }, false],
])('our filters let through %s: %s', (_, type, event, told) => expect(isWanted(filters, type, event, state)).toBe(told));

it('tells everything without a subscription, and nothing that a subscription does not name', () => {
  expect(isWanted(null, 'cast.created', elsewhere, state)).toBe(true);
  expect(isWanted({ 'cast.deleted': {} }, 'cast.created', take, state)).toBe(false);
  expect(isWanted({ 'cast.created': { author_fids: [] } }, 'cast.created', elsewhere, state)).toBe(true);
});

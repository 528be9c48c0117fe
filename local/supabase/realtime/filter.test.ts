import { postgresChangesFilter } from '@supabase/supabase-js';
import { expect, test } from 'vitest';
import { parseFilters } from './filter.ts';

const holds = (filter: string, values: Record<string, string | null>) =>
  parseFilters(filter).every(({ column, matches }) => matches(values[column] ?? null));

test.each([
  ['id=eq.1', '1', true],
  ['id=eq.1', '01', true],
  ['id=eq.123456789012345678901', '123456789012345678902', false],
  ['id=gt.9', '10', true],
  ['id=lte.1.5', '1.50', true],
  ['id=neq.1', null, false],
  ['id=in.(1,2,3)', '3', true],
  ['id=in.("a,b",c)', 'a,b', true],
  ['id=in.(1,2)', '12', false],
  ['id=eq.true', 't', true],
  ['id=is.null', null, true],
  ['id=not.is.null', null, false],
  ['id=isdistinct.1', null, true],
  ['id=like.a%', 'abc', true],
  ['id=like.A%', 'abc', false],
  ['id=ilike.A_C', 'abc', true],
  ['id=match.^a.c$', 'abc', true],
  ['id=eq."x, y"', 'x, y', true],
  ['', 'anything', true],
])('%s on %s: %s', (filter, value, expected) => {
  expect(holds(filter, { id: value })).toBe(expected);
});

test('All conditions of a list must hold', () => {
  const filter = postgresChangesFilter().eq('kind', 'a,b').in('id', [1, 2]).not('state', 'eq', 'gone').build();
  expect(holds(filter, { kind: 'a,b', id: '2', state: 'here' })).toBe(true);
  expect(holds(filter, { kind: 'a,b', id: '3', state: 'here' })).toBe(false);
  expect(holds(filter, { kind: 'a,b', id: '2', state: 'gone' })).toBe(false);
});

test.each(['id', 'id=1', 'id=around.1'])('"%s" is refused', filter => {
  expect(() => parseFilters(filter)).toThrow('invalid filter');
});

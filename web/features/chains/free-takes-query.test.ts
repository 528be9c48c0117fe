import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { FAN_ID, forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { freeTakesQuery } from './free-takes-query.ts';

afterEach(forgetFan);

it('leaves what is in a chain out before it takes the newest, so that it hides nothing older that is free', async () => {
  stubDatabase();
  const asked: URLSearchParams[] = [];
  vi.stubGlobal('fetch', async (url: URL | string) => {
    asked.push(new URL(url).searchParams);
    return new Response(JSON.stringify([{ id: FAN_ID, number: 3, title: 'Old', duration_ms: 9_000, dance_moves: null }]));
  });
  const takes = await new QueryClient().fetchQuery(freeTakesQuery(FAN_ID, 'dance'));
  expect(takes).toEqual([{ id: FAN_ID, number: 3, title: 'Old', durationMs: 9_000 }]);
  expect(asked[0]?.get('dance_moves')).toBe('is.null');
});

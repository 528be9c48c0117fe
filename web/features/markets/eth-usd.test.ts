import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { ethUsdQuery } from './eth-usd.ts';

const feed = vi.hoisted(() => ({ read: async (): Promise<unknown> => null }));
vi.mock('../../lib/chain.ts', () => ({ chain: () => ({ readContract: () => feed.read() }) }));
vi.mock('../../lib/env.ts', () => ({ env: () => ({ ethUsdFeedAddress: '0x1' }) }));

const NOW = Date.UTC(2026, 0, 1);
const answerOf = (at: number) => [0n, 324_000_000_000n, 0n, BigInt(at / 1000), 0n];

afterEach(() => vi.useRealTimers());

it('forgets a rate that grew old while Base could not be asked: amounts are shown in ETH alone then', async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  const cache = new QueryClient();
  const ask = () => cache.fetchQuery({ ...ethUsdQuery, staleTime: 0, retry: false });
  feed.read = async () => answerOf(NOW);
  expect(await ask()).toEqual({ answer: 324_000_000_000n, updatedAt: NOW });
  feed.read = () => Promise.reject(new Error('Base is away'));
  vi.setSystemTime(NOW + 3_600_000);
  await expect(ask()).rejects.toThrow('Base is away');
  expect(cache.getQueryData(ethUsdQuery.queryKey)).toMatchObject({ updatedAt: NOW });
  vi.setSystemTime(NOW + 3_600_001);
  expect(await ask()).toBeNull();
});

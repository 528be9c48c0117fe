import { queryOptions } from '@tanstack/react-query';
import { serverNow } from '../../lib/clock.ts';
import { env } from '../../lib/env.ts';

/** Chainlink's feed on Base is renewed at least every 20 minutes; an older answer is no price to show. */
const STALE_AFTER_MS = 3_600_000;

const FEED_ABI = [
  {
    type: 'function',
    name: 'latestRoundData',
    stateMutability: 'view',
    inputs: [],
    outputs: [
      { name: 'roundId', type: 'uint80' },
      { name: 'answer', type: 'int256' },
      { name: 'startedAt', type: 'uint256' },
      { name: 'updatedAt', type: 'uint256' },
      { name: 'answeredInRound', type: 'uint80' },
    ],
  },
] as const;

/** Dollars for one ether, with 8 decimals as the feed gives them. */
export type EthUsd = { answer: bigint; updatedAt: number };

/** The price of ether, or null when the feed is stale or makes no sense: then amounts are shown in ETH alone. */
export function readableRate(answer: bigint, updatedAtSeconds: bigint, now: number): EthUsd | null {
  const updatedAt = Number(updatedAtSeconds) * 1000;
  if (answer <= 0n || now - updatedAt > STALE_AFTER_MS) return null;
  return { answer, updatedAt };
}

/** `wei` in dollars with 18 decimals, rounded down. */
export function toUsd(wei: bigint, rate: EthUsd): bigint {
  return (wei * rate.answer) / 100_000_000n;
}

const KEY = ['markets', 'eth-usd'] as const;

export const ethUsdQuery = queryOptions({
  queryKey: KEY,
  queryFn: async ({ client }): Promise<EthUsd | null> => {
    try {
      return await readRate();
    } catch (error) {
      // What was read before stays on screens while Base is away, but not for longer than it is a price.
      const known = client.getQueryData<EthUsd | null>(KEY);
      if (known && serverNow() - known.updatedAt > STALE_AFTER_MS) return null;
      throw error;
    }
  },
  staleTime: 60_000,
  refetchInterval: 60_000,
});

async function readRate(): Promise<EthUsd | null> {
  const { chain } = await import('../../lib/chain.ts');
  const [, answer, , updatedAt] = await chain().readContract({
    abi: FEED_ABI,
    address: env().ethUsdFeedAddress,
    functionName: 'latestRoundData',
  });
  return readableRate(answer, updatedAt, serverNow());
}

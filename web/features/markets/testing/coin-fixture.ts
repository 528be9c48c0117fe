import { ETH } from '../../../../shared/markets/base-contracts.ts';
import type { Coin } from '../coin.ts';

/** A coin for tests: NIGHTBUS at 1.488·10^-8 ETH. */
export function coinFixture(change: Partial<Coin> = {}): Coin {
  return {
    performanceId: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01',
    address: `0x${'c0'.repeat(20)}`,
    name: 'Night bus home',
    symbol: 'NIGHTBUS',
    creator: `0x${'aa'.repeat(20)}`,
    poolId: `0x${'d1'.repeat(32)}`,
    currency: ETH,
    poolKey: {
      currency0: ETH,
      currency1: `0x${'c0'.repeat(20)}`,
      fee: 0x800000,
      tickSpacing: 200,
      hooks: `0x${'e2'.repeat(20)}`,
    },
    launchedAt: 1_763_156_520_000,
    opensAt: 1_763_156_530_000,
    initialPrice: 10_000_000_000n,
    price: 14_880_000_000n,
    marketCap: 14_880_000_000_000_000_000n,
    price24hAgo: 12_546_000_000n,
    volume24h: 2_880_000_000_000_000_000n,
    holders: 312,
    position: { block: 100, logIndex: 1 },
    pricedAt: 1_763_160_000_000,
    ...change,
  };
}

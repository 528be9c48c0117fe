import { type Address, type Hex, numberToHex } from 'viem';
import { expect, it } from 'vitest';
import { SWAPPED_TOPIC } from '../../../../shared/markets/coin-events.ts';
import { logFilters } from './log-filters.ts';

it('asks once for the swaps of a pool that a coin left and came back to', () => {
  const hook: Address = '0x0469a4bd3724dc86c9542f4694c976da13c450c0';
  const pools = Array.from({ length: 120 }, (_, n) => ({ poolId: numberToHex(n, { size: 32 }), hook }));
  const again = { poolId: numberToHex(0, { size: 32 }), hook };
  const coin = {
    coinAddress: '0x00000000000000000000000000000000000c0101' as Address,
    currency: '0x0000000000000000000000000000000000000000' as Address,
    createdBlock: 1,
    createdBlockHash: numberToHex(1, { size: 32 }),
    pools: [...pools, again],
  };
  const asked = logFilters([coin], [])
    .filter(({ topics }) => topics[0] === SWAPPED_TOPIC)
    .flatMap(({ topics }) => topics[3] as Hex[]);
  expect(asked).toEqual(pools.map(pool => pool.poolId));
});

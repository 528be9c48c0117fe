import { readFileSync } from 'node:fs';
import { coinABI, uniswapV4PoolManagerABI } from '@zoralabs/protocol-deployments';
import fc from 'fast-check';
import {
  type Abi,
  type AbiEvent,
  type AbiParameter,
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  toEventSelector,
} from 'viem';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { ETH, POOL_MANAGER } from './base-contracts.ts';
import { COIN_EVENTS, type CoinEvent } from './coin-events.ts';
import { type ChainLog, noFacts } from './coin-facts.ts';
import { priceFromSqrt } from './price.ts';
import { readCoinLogs } from './read-coin-logs.ts';

const hook: Address = '0x0469a4bd3724dc86c9542f4694c976da13c450c0';
const coin: Address = '0x00000000000000000000000000000000000c0101';
const fan: Address = '0x00000000000000000000000000000000000face5';
const poolId = `0x${'aa'.repeat(32)}` as Hex;
const createdBlockHash = `0x${'b1'.repeat(32)}` as Hex;
const tracked = { coinAddress: coin, currency: ETH, createdBlock: 1, createdBlockHash, pools: [{ poolId, hook }] };

/** A log of one of the events, from its arguments. */
function log(eventName: CoinEvent, address: Address, args: Record<string, unknown>, at = 1): ChainLog {
  const event = COIN_EVENTS.find(item => item.name === eventName) as AbiEvent;
  const data = event.inputs.filter(input => !input.indexed);
  return {
    address,
    topics: encodeEventTopics({ abi: [event], args } as never) as Hex[],
    data: encodeAbiParameters(
      data,
      data.map(input => args[input.name ?? '']),
    ),
    blockNumber: at,
    blockHash: `0x${'b1'.repeat(32)}`,
    blockAt: unixMs(5_000),
    logIndex: 0,
    transactionHash: `0x${'ee'.repeat(32)}`,
  };
}

const swap = (over: Record<string, unknown> = {}, key: Record<string, unknown> = {}) => ({
  sender: '0x6ff5693b99212da76ad316178a184ab56d299b43',
  swapSender: fan,
  isTrustedSwapSenderAddress: true,
  key: { currency0: ETH, currency1: coin, fee: 0, tickSpacing: 200, hooks: hook, ...key },
  poolKeyHash: poolId,
  params: { zeroForOne: true, amountSpecified: -7n, sqrtPriceLimitX96: 0n },
  amount0: -7n,
  amount1: 900n,
  isCoinBuy: true,
  hookData: '0x',
  sqrtPriceX96: 2n ** 108n,
  ...over,
});

describe('coin logs', () => {
  it('are those of the published ABIs, field by field', () => {
    const hookAbi = JSON.parse(readFileSync('node_modules/@zoralabs/limit-orders/abis/IZoraV4CoinHook.json', 'utf8')) as Abi;
    const published = [hookAbi, coinABI as Abi, uniswapV4PoolManagerABI as Abi].flat();
    const plain = (inputs: readonly AbiParameter[]): unknown =>
      inputs.map(input => [
        input.name,
        input.type,
        'indexed' in input && input.indexed === true,
        'components' in input ? plain(input.components) : null,
      ]);
    for (const event of COIN_EVENTS) {
      const theirs = published.find(item => item.type === 'event' && item.name === event.name) as AbiEvent;
      expect(plain(event.inputs), event.name).toEqual(plain(theirs.inputs));
      expect(toEventSelector(event)).toBe(toEventSelector(theirs));
    }
  });

  it('become a trade and a price, whichever side of the pool the coin is on', () => {
    const facts = readCoinLogs([log('Swapped', hook, swap())], [tracked]);
    expect(facts.trades).toMatchObject([
      { side: 'buy', coinAmount: 900n, currencyAmount: 7n, trader: fan, price: priceFromSqrt(2n ** 108n, false) },
    ]);
    const first = swap({ amount0: -900n, amount1: 7n, isCoinBuy: false }, { currency0: coin, currency1: fan });
    const sold = readCoinLogs([log('Swapped', hook, first)], [tracked]);
    expect(sold.trades).toMatchObject([{ side: 'sell', coinAmount: 900n, currencyAmount: 7n }]);
    expect(sold.prices).toMatchObject([{ price: priceFromSqrt(2n ** 108n, true), pricedAt: 5_000 }]);
  });

  it('name no trader whom the hook does not vouch for', () => {
    const facts = readCoinLogs([log('Swapped', hook, swap({ isTrustedSwapSenderAddress: false }))], [tracked]);
    expect(facts.trades[0]?.trader).toBeNull();
  });

  it('are passed over when they come from somebody else', () => {
    const stranger: Address = '0x0000000000000000000000000000000000000bad';
    const initialize = {
      id: poolId,
      currency0: ETH,
      currency1: coin,
      fee: 0,
      tickSpacing: 200,
      hooks: hook,
      sqrtPriceX96: 2n ** 100n,
      tick: 0,
    };
    const transfer = { sender: fan, recipient: fan, amount: 1n, senderBalance: 1n, recipientBalance: 1n };
    const forged = [
      log('Swapped', stranger, swap()),
      log('Swapped', hook, swap({ poolKeyHash: `0x${'cc'.repeat(32)}` })),
      log('CoinTransfer', stranger, transfer),
      log('Initialize', stranger, initialize),
    ];
    expect(readCoinLogs(forged, [tracked])).toEqual(noFacts());
    const ours = readCoinLogs([log('Initialize', POOL_MANAGER, initialize), log('CoinTransfer', coin, transfer)], [tracked]);
    expect(ours.initial).toEqual([{ coinAddress: coin, price: priceFromSqrt(2n ** 100n, false) }]);
    expect(ours.transfers).toHaveLength(1);
  });

  it('that break their own ABI are counted and passed over, and hold up no other', () => {
    const transfer = { sender: fan, recipient: fan, amount: 1n, senderBalance: 1n, recipientBalance: 1n };
    const cut = (whole: ChainLog): ChainLog => ({ ...whole, data: whole.data.slice(0, -64) as Hex });
    const wordAs = (whole: ChainLog, n: number, value: bigint): ChainLog => ({
      ...whole,
      data: `${whole.data.slice(0, 2 + n * 64)}${value.toString(16).padStart(64, '0')}${whole.data.slice(2 + (n + 1) * 64)}` as Hex,
    });
    const broken = [
      cut(log('CoinTransfer', coin, transfer)),
      log('Swapped', hook, swap({ sqrtPriceX96: 0n })),
      // A price that no pool can have, and an amount that is no int128: they would be more than a column holds.
      log('Swapped', hook, swap({ sqrtPriceX96: 1n })),
      wordAs(log('Swapped', hook, swap()), 13, 2n ** 255n),
      wordAs(log('Swapped', hook, swap()), 9, 2n ** 200n),
      {
        ...log('LiquidityMigrated', coin, {
          fromPoolKey: swap().key,
          fromPoolKeyHash: poolId,
          toPoolKey: swap().key,
          toPoolKeyHash: poolId,
        }),
        data: '0x' as Hex,
      },
    ];
    const facts = readCoinLogs([...broken, log('Swapped', hook, swap()), log('CoinTransfer', coin, transfer)], [tracked]);
    expect(facts).toMatchObject({ unread: broken.length, migrations: [] });
    expect([facts.trades.length, facts.prices.length, facts.transfers.length]).toEqual([1, 1, 1]);
  });

  it('keep every amount to the last unit', () => {
    const int128 = fc.bigInt({ min: 1n, max: 2n ** 127n - 1n });
    fc.assert(
      fc.property(int128, int128, (paid, got) => {
        const facts = readCoinLogs([log('Swapped', hook, swap({ amount0: -paid, amount1: got }))], [tracked]);
        expect(facts.trades).toMatchObject([{ coinAmount: got, currencyAmount: paid }]);
      }),
      { seed: 15 },
    );
  });
});

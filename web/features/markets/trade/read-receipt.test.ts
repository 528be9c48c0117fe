import { type AbiEvent, type Address, encodeAbiParameters, encodeEventTopics, type Hex, type TransactionReceipt } from 'viem';
import { describe, expect, it } from 'vitest';
import { COIN_EVENTS, type CoinEvent } from '../../../../shared/markets/coin-events.ts';
import { coinFixture } from '../testing/coin-fixture.ts';
import { readReceipt } from './read-receipt.ts';

const coin = coinFixture();
const trader: Address = `0x${'fa'.repeat(20)}`;
const router: Address = `0x${'60'.repeat(20)}`;

/** A receipt's log of one of the events, from its arguments. */
function log(name: CoinEvent, address: Address, args: Record<string, unknown>) {
  const event = COIN_EVENTS.find(item => item.name === name) as AbiEvent;
  const data = event.inputs.filter(input => !input.indexed);
  const values = data.map(input => args[input.name ?? '']);
  const topics = encodeEventTopics({ abi: [event], args } as never) as Hex[];
  return { address, topics, data: encodeAbiParameters(data, values), blockNumber: 1n, blockHash: '0x01', logIndex: 0 };
}

const moved = (sender: Address, recipient: Address, amount: bigint) =>
  log('CoinTransfer', coin.address, { sender, recipient, amount, senderBalance: 0n, recipientBalance: 0n });
const swapped = (coins: bigint, isCoinBuy: boolean) =>
  log('Swapped', coin.poolKey.hooks, {
    sender: router,
    swapSender: trader,
    isTrustedSwapSenderAddress: true,
    key: coin.poolKey,
    poolKeyHash: coin.poolId,
    params: { zeroForOne: isCoinBuy, amountSpecified: -1n, sqrtPriceLimitX96: 0n },
    amount0: isCoinBuy ? -7n : 7n,
    amount1: isCoinBuy ? coins : -coins,
    isCoinBuy,
    hookData: '0x',
    sqrtPriceX96: 2n ** 108n,
  });
const read = (value: bigint, logs: unknown[]) =>
  readReceipt({ status: 'success', gasUsed: 2n, effectiveGasPrice: 3n, logs } as unknown as TransactionReceipt, coin, {
    trader,
    data: '0x',
    value,
  });

describe('readReceipt', () => {
  it('counts the coins of a buy that reached the trader', () => {
    expect(read(7n, [swapped(900n, true), moved(router, trader, 890n)])).toMatchObject({ coinAmount: 890n, ether: 7n, fee: 6n });
  });

  it('counts the coins of a sale that were sold, not those that came back', () => {
    const sale = [moved(trader, router, 900n), swapped(600n, false), moved(router, trader, 300n)];
    expect(read(0n, sale)).toMatchObject({ landed: true, coinAmount: 600n });
  });

  it('takes no trade for landed that moved no coin: a smart wallet’s call may fail within a transaction that did not', () => {
    for (const value of [7n, 0n]) expect(read(value, [])).toMatchObject({ landed: false, fee: 6n });
  });
});

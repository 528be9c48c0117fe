import { decimalText } from '../../ui/format/decimal.ts';
import { ethCompact, ethText, usdCompact, usdText } from '../../ui/format/money.ts';
import { changeOf } from '../../ui/format/percent.ts';
import type { NumberText } from '../../ui/format/price.ts';
import type { Coin } from './coin.ts';
import { type EthUsd, toUsd } from './eth-usd.ts';

const plain = (text: string): NumberText => ({ before: text, after: '', label: text });

/** An amount of ether for people: dollars while their price is known, else ETH. */
export function worthText(wei: bigint, rate: EthUsd | null): NumberText {
  if (rate) return usdText(toUsd(wei, rate));
  return wei < 10n ** 24n ? plain(ethText(wei)) : ethCompact(wei);
}

/** The same in little room: "$48.2K". */
export function worthCompact(wei: bigint, rate: EthUsd | null): NumberText {
  return rate ? usdCompact(toUsd(wei, rate)) : ethCompact(wei);
}

/** Ether that is about to move or has moved: 4 significant digits under one and no zeros at the end, rounded down: "0.006691 ETH". */
export function ethMoved(wei: bigint): string {
  const places = Math.min(18, Math.max(4, 22 - wei.toString().length));
  return `${decimalText(wei, 18, { places, trim: true })} ETH`;
}

/** How the price moved in the past 24 h, in percent; since launch for a younger coin. Null while there is no price. */
export function changeOfDay(coin: Pick<Coin, 'price' | 'price24hAgo' | 'initialPrice'>): number | null {
  return coin.price === null ? null : changeOf(coin.price, coin.price24hAgo ?? coin.initialPrice);
}

/** Which way a profit goes, and the arrow before it. */
export function arrowOf(profit: bigint): { direction: 'up' | 'down' | 'none'; arrow: string } {
  if (profit > 0n) return { direction: 'up', arrow: '▲ ' };
  return profit < 0n ? { direction: 'down', arrow: '▼ ' } : { direction: 'none', arrow: '' };
}

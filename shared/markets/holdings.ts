import type { Address } from 'viem';
import type { Wei } from '../kernel/units.ts';
import type { CoinTransfer } from './coin-facts.ts';

/** What an address holds, in coin wei, as of a log. */
export type Holding = { coinAddress: Address; holder: Address; balance: Wei; blockNumber: number; logIndex: number };

/** What each side of transfers holds after the last of them. They come in the order of the chain and say the balances after, so the newest is right. */
export function holdingsOf(transfers: readonly CoinTransfer[]): Holding[] {
  const latest = new Map<string, Holding>();
  for (const { coinAddress, blockNumber, logIndex, sender, recipient, senderBalance, recipientBalance } of transfers) {
    const at = { coinAddress, blockNumber, logIndex };
    latest.set(`${coinAddress} ${sender}`, { ...at, holder: sender, balance: senderBalance });
    latest.set(`${coinAddress} ${recipient}`, { ...at, holder: recipient, balance: recipientBalance });
  }
  return [...latest.values()];
}

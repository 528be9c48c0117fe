import { setTimeout as pause } from 'node:timers/promises';
import type { Address, Hex } from 'viem';
import { ACCOUNTS, type LocalAccount } from '../chain/accounts.ts';
import { type Market, tradeAsFan } from '../town/trade-as-fan.ts';

const LOOK_AGAIN_MS = 250;
const INDEXED_WITHIN_MS = 120_000;
const FIRST_BUY = 10n ** 16n;

/** A coin that fans can buy since `opens_at`. */
export type OpenCoin = { coin: Address; opens_at: Date };

/**
 * The fans of a replay, who buy coins by turns. Each makes one trade after the other, so that nobody's transactions overtake each
 * other. `openToTrade` fills with the milliseconds from a coin's opening to its indexed trade; `settled` resolves when all have
 * traded, and rejects when one could not.
 */
export function playFans(market: Market, indexedAt: (transaction: Hex) => Promise<Date | null>) {
  const openToTrade: number[] = [];
  const busy: Promise<void>[] = ACCOUNTS.traders.map(async () => {});
  let turns = 0;

  const whenIndexed = async (hash: Hex): Promise<Date> => {
    for (const since = Date.now(); Date.now() - since < INDEXED_WITHIN_MS; await pause(LOOK_AGAIN_MS)) {
      const at = await indexedAt(hash);
      if (at) return at;
    }
    throw new Error(`the trade ${hash} did not reach the index`);
  };
  const buyAs = async (account: LocalAccount, { coin, opens_at }: OpenCoin) => {
    const hash = await tradeAsFan(market, { account, coin, side: 'buy', amount: FIRST_BUY });
    openToTrade.push((await whenIndexed(hash)).getTime() - opens_at.getTime());
  };

  return {
    openToTrade,
    buy: (coin: OpenCoin) => {
      const turn = turns++ % ACCOUNTS.traders.length;
      const account = ACCOUNTS.traders[turn];
      const before = busy[turn];
      if (!account || !before) return;
      const trade = before.then(() => buyAs(account, coin));
      trade.catch(() => {}); // heard in `settled`
      busy[turn] = trade;
    },
    settled: () => Promise.all(busy),
  };
}

import { type Address, createPublicClient, erc20Abi, http, parseEther } from 'viem';
import { base } from 'viem/chains';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import type { FanTrade } from './trade-as-fan.ts';

export type TradeCoinsOptions = {
  /** REST address of Supabase, and the key that every client has. */
  restUrl: string;
  publishableKey: string;
  rpcUrl: string;
  people: readonly Person[];
  random: Random;
  now: () => number;
  /** Makes one trade; rejects when it did not happen. */
  trade: (trade: FanTrade) => Promise<unknown>;
};

type Coin = { coin_address: Address; opens_at: string };

/** A coin draws a crowd while it is new. */
const RUSH_MS = 90_000;
const RUSH_CHANCE = 0.35;
const CALM_CHANCE = 0.07;
const BUY_SHARE = 0.6;
/** One sale in so many is of everything, by somebody who then leaves that coin for good. */
const LEAVE_ONE_IN = 9;
/** What a fan spends: mostly a thousandth or two of an ETH, so that the price does not run away while somebody reads what they sign. */
const USUAL_SPEND = 0.0015;
const LARGEST_SPEND = 0.008;

/** The town's traders: they find open coins as any client does, and buy and sell a little. */
export function createTraders({ restUrl, publishableKey, rpcUrl, people, random, now, trade }: TradeCoinsOptions) {
  const node = createPublicClient({ chain: base, transport: http(rpcUrl) });
  const traders = people.filter(person => person.trades);
  const gone = new Set<string>();

  const openCoins = async (): Promise<Coin[]> => {
    const query = `select=coin_address,opens_at&opens_at=lte.${new Date(now()).toISOString()}&order=opens_at.desc&limit=8`;
    const response = await fetch(`${restUrl}/performance_coins?${query}`, { headers: { apikey: publishableKey } });
    if (!response.ok) throw new Error(`reading open coins was answered with ${response.status}`);
    return (await response.json()) as Coin[];
  };

  const sale = async (person: Person, coin: Address): Promise<FanTrade | null> => {
    const held = await node.readContract({
      abi: erc20Abi,
      address: coin,
      functionName: 'balanceOf',
      args: [person.account.address],
    });
    const leaves = random.whole(1, LEAVE_ONE_IN) === 1;
    const amount = leaves ? held : (held * BigInt(random.whole(15, 60))) / 100n;
    if (leaves && held > 0n) gone.add(`${person.fid}:${coin}`);
    return amount > 0n ? { account: person.account, coin, side: 'sell', amount } : null;
  };

  const purchase = (person: Person, coin: Address): FanTrade => {
    const spend = Math.min(LARGEST_SPEND, random.logNormal(USUAL_SPEND, 0.8));
    return { account: person.account, coin, side: 'buy', amount: parseEther(spend.toFixed(6)) };
  };

  /** Goes round once: for each open coin perhaps one trade by one person. Returns how many were made. */
  const goRound = async (): Promise<number> => {
    let made = 0;
    for (const { coin_address: coin, opens_at } of await openCoins()) {
      const chance = now() - Date.parse(opens_at) < RUSH_MS ? RUSH_CHANCE : CALM_CHANCE;
      if (traders.length === 0 || random.next() >= chance) continue;
      const person = random.pick(traders);
      if (gone.has(`${person.fid}:${coin}`)) continue;
      const wanted = random.next() < BUY_SHARE ? purchase(person, coin) : ((await sale(person, coin)) ?? purchase(person, coin));
      await trade(wanted);
      made += 1;
    }
    return made;
  };
  return { goRound };
}

import type { Address } from 'viem';
import { AppError } from '../kernel/app-error.ts';
import { ETH, WETH } from './base-contracts.ts';
import { type Backing, type BackingPrice, noFacts } from './coin-facts.ts';
import { MOST_BLOCKS, readRange } from './read-range.ts';
import type { Cursor, FollowedCoin, KnownFacts, SyncPorts } from './sync-ports.ts';

/** Nobody looks back further than a day on Base. */
const FURTHEST = 43_200;

/**
 * The currencies that coins are paired with and no pool is known for yet: their pools are looked up, and what they cost is read
 * from the last swap before the first coin that needs it up to the cursor. One at a time. A creator coin leads to the currency
 * that it is paired with itself, and so on to ETH. `asked` keeps what the chain could not say.
 * `unsure` when two nodes do not agree on one: what is kept prices all coins of the currency from then on.
 */
export async function findBacking(
  ports: SyncPorts,
  owner: string,
  cursor: Cursor,
  { coins, backings: known, asked }: { coins: readonly FollowedCoin[]; backings: readonly Backing[]; asked: Set<Address> },
): Promise<'found' | 'lost' | 'unsure' | null> {
  const { store, chain } = ports;
  const wanted = [...coins.map(coin => coin.currency), ...known.map(backing => backing.against)].find(
    currency => currency !== ETH && currency !== WETH && !asked.has(currency) && !known.some(each => each.currency === currency),
  );
  if (!wanted) return null;
  asked.add(wanted);
  const backing = await chain.backingOf(wanted).catch(error => {
    if (error instanceof AppError && error.code.startsWith('witness/')) return 'unsure' as const;
    throw error;
  });
  if (backing === 'unsure') return 'unsure';
  if (!backing) return null;
  const first = Math.min(...coins.filter(coin => coin.currency !== ETH).map(coin => coin.createdBlock), cursor.number);
  const facts = await pricesSince(ports, backing, first, cursor);
  if (!facts) return null;
  return (await store.addBacking(owner, cursor, backing, facts)) ? 'found' : 'lost';
}

async function pricesSince({ chain }: SyncPorts, backing: Backing, first: number, cursor: Cursor): Promise<KnownFacts | null> {
  const read = async (from: number, last: number) => {
    const to = last === cursor.number ? cursor : await chain.block(last);
    const found = to && (await readRange(chain, { coins: [], backings: [backing], from, to, cursor }, new Map()));
    return found?.facts.backingPrices ?? null;
  };
  const prices: BackingPrice[] = [];
  for (let from = first; from <= cursor.number; from += MOST_BLOCKS) {
    const found = await read(from, Math.min(from + MOST_BLOCKS - 1, cursor.number));
    if (!found) return null;
    prices.push(...found);
  }
  for (let end = first - 1, looked = 0; end >= 0 && looked < FURTHEST; end -= MOST_BLOCKS, looked += MOST_BLOCKS) {
    const found = await read(Math.max(end - MOST_BLOCKS + 1, 0), end);
    if (!found) return null;
    const last = found.at(-1);
    if (last) return { ...noFacts(), trades: [], backingPrices: [last, ...prices] };
  }
  return { ...noFacts(), trades: [], backingPrices: prices };
}

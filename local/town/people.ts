import { privateKeyToAccount } from 'viem/accounts';
import { ACCOUNTS, type LocalAccount } from '../chain/accounts.ts';
import type { WorldUser } from '../farcaster/world.ts';
import { type Habits, habitsOf } from './habits.ts';
import { NAMES } from './names.ts';
import { randomOf } from './random.ts';
import { stableKey } from './stable-id.ts';

/** A synthetic person; the first of them hold money on the local chain. */
export type Person = WorldUser & Habits & { account: LocalAccount; trades: boolean };

const FIRST_FID = 20_011;
const DAY_MS = 86_400_000;
/** One in so many accounts is what Neynar holds for spam. */
const SPAM_ONE_IN = 16;

/** "Zeynep Yıldız" → "zeynepy": letters that a username may have. */
function usernameOf(first: string, last: string, number: number): string {
  const plain = `${first}${last.charAt(0)}`
    .normalize('NFD')
    .replace(/ı/g, 'i')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
  return number === 0 ? plain : `${plain}${number}`;
}

function accountOf(name: string): LocalAccount {
  const privateKey = stableKey(name);
  return { address: privateKeyToAccount(privateKey).address, privateKey };
}

/** The town's people: the same for the same seed. `now` is only the latest day on which an account may have been registered. */
export function createPeople(seed: string, count: number, now: number): Person[] {
  const random = randomOf(`people ${seed}`);
  const pairs = random.shuffle(
    NAMES.flatMap(({ first, last }) => first.flatMap(name => last.map(family => [name, family] as const))),
  );
  const taken = new Map<string, number>();
  return Array.from({ length: count }, (_, i): Person => {
    const [first, last] = pairs[i % pairs.length] ?? ['Kim', 'Lee'];
    const base = usernameOf(first, last, 0);
    const number = taken.get(base) ?? 0;
    taken.set(base, number + 1);
    const spam = i % SPAM_ONE_IN === SPAM_ONE_IN - 1;
    const account = ACCOUNTS.traders[i] ?? accountOf(`person ${i} of ${seed}`);
    return {
      fid: FIRST_FID + i * 37 + random.whole(0, 36),
      username: usernameOf(first, last, number),
      displayName: `${first} ${last}`,
      address: account.address,
      account,
      trades: i < ACCOUNTS.traders.length,
      ...habitsOf(seed, i, spam),
      score: Math.round((spam ? random.between(0.08, 0.45) : random.between(0.56, 0.99)) * 100) / 100,
      followerCount: Math.round(random.logNormal(spam ? 9 : 160, 1.1)),
      followingCount: Math.round(random.logNormal(180, 0.7)),
      registeredAt: now - Math.round(random.between(spam ? 3 : 60, spam ? 40 : 900)) * DAY_MS,
    };
  });
}

import { type Address, bytesToHex, type Hex } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import type { WorldUser } from './world.ts';

/** The mnemonic that anvil prints at its start: public, so it holds money on local chains alone. */
const MNEMONIC = 'test test test test test test test test test test test junk';

/** One of anvil's accounts, in its own order: 0 deploys, 1 launches, 2 takes referrals, 3-5 are the test users, 6 and up trade. */
export function anvilAccount(index: number): { address: Address; privateKey: Hex } {
  const account = mnemonicToAccount(MNEMONIC, { addressIndex: index });
  const key = account.getHdKey().privateKey;
  if (!key) throw new Error('a private account has a key');
  return { address: account.address, privateKey: bytesToHex(key) };
}

export type TestUserId = 'creator' | 'fan' | 'newcomer';

/** A person of the client window, with the key that their wallet signs with. */
export type TestUser = WorldUser & { id: TestUserId; address: Address; privateKey: Hex };

const person = (id: TestUserId, index: number, user: Omit<WorldUser, 'address'>): TestUser => ({
  id,
  ...user,
  ...anvilAccount(index),
});

/** The people that the client window switches between: one who performs, one who buys, one who has just arrived. */
export const testUsers: Record<TestUserId, TestUser> = {
  creator: person('creator', 3, {
    fid: 3621,
    username: 'niasings',
    displayName: 'Nia Adeyemi',
    score: 0.97,
    followerCount: 2410,
    followingCount: 318,
    registeredAt: Date.UTC(2023, 10, 4),
    bio: 'Songs from the last bus of the night.',
  }),
  fan: person('fan', 4, {
    fid: 5120,
    username: 'jonas',
    displayName: 'Jonas Ekström',
    score: 0.91,
    followerCount: 342,
    followingCount: 510,
    registeredAt: Date.UTC(2024, 1, 19),
    bio: 'Front row, left side.',
  }),
  newcomer: person('newcomer', 5, {
    fid: 880431,
    username: 'mei',
    displayName: 'Mei Tan',
    score: 0.62,
    followerCount: 12,
    followingCount: 64,
    registeredAt: Date.UTC(2025, 8, 30),
  }),
};

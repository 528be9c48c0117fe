import type { Address, Hex } from 'viem';
import { ACCOUNTS } from '../chain/accounts.ts';
import type { WorldUser } from './world.ts';

export type TestUserId = 'creator' | 'fan' | 'newcomer';

/** A person of the client window, with the key that their wallet signs with. */
export type TestUser = WorldUser & { id: TestUserId; address: Address; privateKey: Hex };

const person = (id: TestUserId, user: Omit<WorldUser, 'address'>): TestUser => ({ id, ...user, ...ACCOUNTS[id] });

/** The people that the client window switches between: one who performs, one who buys, one who has just arrived. */
export const testUsers: Record<TestUserId, TestUser> = {
  creator: person('creator', {
    fid: 3621,
    username: 'niasings',
    displayName: 'Nia Adeyemi',
    score: 0.97,
    followerCount: 2410,
    followingCount: 318,
    registeredAt: Date.UTC(2023, 10, 4),
    bio: 'Songs from the last bus of the night.',
  }),
  fan: person('fan', {
    fid: 5120,
    username: 'jonas',
    displayName: 'Jonas Ekström',
    score: 0.91,
    followerCount: 342,
    followingCount: 510,
    registeredAt: Date.UTC(2024, 1, 19),
    bio: 'Front row, left side.',
  }),
  newcomer: person('newcomer', {
    fid: 880431,
    username: 'mei',
    displayName: 'Mei Tan',
    score: 0.62,
    followerCount: 12,
    followingCount: 64,
    registeredAt: Date.UTC(2025, 8, 30),
  }),
};

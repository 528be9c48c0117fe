import type { Address, Hex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { expect } from 'vitest';
import { type ConsentTypedData, consentForSigning } from '../../../shared/launches/consent.ts';
import type { ConsentCard } from '../../../shared/launches/consent-ports.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { consentVerifier } from '../_shared/adapters/chain-signatures.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { quotePermissions } from '../_shared/adapters/quote-permissions.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import type { ApiPorts } from '../api/handler.ts';
import { apiDoor } from './api-door.ts';
import { type Seeded, seedLaunch } from './seed-launch.ts';
import { testClock } from './test-clock.ts';

/** The card of a coin that nobody has still to accept a part of. */
export type SignableCard = ConsentCard & { typedData: ConsentTypedData };
/** What the doors need of a chain. */
type Chain = { rpcUrl: string; addresses: { coinFactory: Address }; accounts: { creator: { privateKey: Hex } } };

/** The doors of launches over a real database and chain, with a clock that jumps, and a creator who decides about their coins. */
export function launchDoors({ admin, db, chain, quotes }: Connected) {
  const clock = testClock();
  /** What asking Farcaster anew does to a creator's wallet. */
  const farcaster = { says: async (_userId: string): Promise<void> => {} };
  const door = apiDoor(
    {
      launches: {
        consent: { store: consentStore(db), verify: consentVerifier({ first: chainClient(chain.rpcUrl) }), now: clock.now },
        confirmWallet: userId => farcaster.says(userId),
      },
      quotes: quotes ?? {
        permissions: quotePermissions({ apiKey: 'none', now: clock.now }),
        askQuote: () => expect.unreachable(),
      },
    },
    chain.addresses.coinFactory,
  );
  const { call } = door;
  const creator = privateKeyToAccount(chain.accounts.creator.privateKey);
  let seed = 900;
  return {
    ...door,
    clock,
    farcaster,
    creator,
    /** A detected launch of the creator's, with the number in its names. */
    newLaunch: async () => {
      const n = seed++;
      return { n, ...(await seedLaunch(admin, n, creator.address)) };
    },
    openCard: ({ launchId, userId }: Seeded) => call<SignableCard>('GET', `/launches/${launchId}/consent`, userId),
    sign: (data: ConsentTypedData, account = creator): Promise<Hex> => account.signTypedData(consentForSigning(data)),
    approve: ({ launchId, userId }: Seeded, data: ConsentTypedData, signature: Hex) =>
      call('POST', `/launches/${launchId}/approve`, userId, { signature, message: data.message }),
    statusOf: async ({ launchId }: Seeded) =>
      (await admin`select status from public.viral_queue where id = ${launchId}`)[0]?.status,
    permissionOf: async (userId: string, trader: Hex) =>
      (await call<{ permission: string }>('POST', '/zora/permission', userId, { trader })).body.permission,
  };
}
type Connected = { admin: Database; db: Database; chain: Chain; quotes?: ApiPorts['quotes'] };
export type LaunchDoors = ReturnType<typeof launchDoors>;

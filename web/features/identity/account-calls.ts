import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { goOnAs, leaveTab } from '../../lib/person.ts';
import { getSession, sessionStore } from '../../lib/session.ts';
import type { Person } from './person.ts';

export type ProfileEdit = { display_name?: string; bio?: string | null; avatar_url?: string | null } | { as_on_farcaster: true };

/** Changes what a person says of themselves. @throws ApiError in words */
export async function editProfile(edit: ProfileEdit): Promise<void> {
  await callApi('api/profile', { method: 'PATCH', body: edit, schema: z.object({ saved: z.boolean() }) });
}

const added = z.object({ user_id: z.uuid(), address: z.string() });

/**
 * Adds a wallet of this browser to the account. 'elsewhere' when it has an account of its own: `joinAccounts` makes them one.
 * @throws ApiError, WalletError
 */
export async function addWallet(walletId: string): Promise<'added' | 'elsewhere'> {
  const { proveWallet } = await import('../../lib/wallet-proof.ts');
  try {
    await callApi('api/wallets', { method: 'POST', body: await proveWallet('link', walletId), schema: added });
    return 'added';
  } catch (error) {
    if (error instanceof ApiError && error.code === 'identity/wallet-elsewhere') return 'elsewhere';
    throw error;
  }
}

/**
 * Joins the account of a wallet with the one that is signed in: the wallet signs in to its own, then for this one, so both are present.
 * @throws ApiError, WalletError
 */
export async function joinAccounts(walletId: string): Promise<void> {
  const { proveWallet, sessionByWallet } = await import('../../lib/wallet-proof.ts');
  const other = await sessionByWallet(walletId);
  const body = { ...(await proveWallet('link', walletId)), other_token: other.accessToken };
  const { user_id } = await callApi('api/wallets', { method: 'POST', body, schema: added });
  if (getSession()?.user.id !== user_id) goOnAs(other);
}

/** Takes a wallet away from the account. @throws ApiError */
export async function removeWallet(address: string): Promise<void> {
  await callApi(`api/wallets/${address}`, { method: 'DELETE', schema: z.object({ removed: z.string() }) });
}

/** Deletes the account for good. @throws ApiError */
export async function leave(): Promise<void> {
  await callApi('api/account', { method: 'DELETE', schema: z.object({ erased: z.boolean() }) });
  leaveTab();
}

/** Keeps the session's own copy of a person in step with their profile. */
export function showOwnProfile(person: Person): void {
  const session = sessionStore.get();
  if (session?.user.id !== person.id) return;
  const { name: displayName, avatarUrl, username } = person;
  if (session.user.displayName === displayName && session.user.avatarUrl === avatarUrl) return;
  sessionStore.set({ ...session, user: { ...session.user, displayName, avatarUrl, username } });
}

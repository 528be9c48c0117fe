import * as z from 'zod/mini';
import { type Purpose, siweMessage } from '../../shared/identity/siwe.ts';
import { callApi } from './api.ts';
import { BASE_CHAIN_ID } from './base.ts';
import { serverNow } from './clock.ts';
import { env } from './env.ts';
import { leaveTab } from './person.ts';
import { type Session, sessionStore } from './session.ts';
import { sessionOf, signInAnswer } from './sign-in-answer.ts';
import { connectWallet, signText } from './wallet.ts';

const nonceAnswer = z.object({ nonce: z.string() });

/**
 * A wallet's signed word (EIP-4361) with a nonce of ours.
 * @throws ApiError, WalletError
 */
export async function proveWallet(purpose: Purpose, walletId?: string): Promise<{ message: string; signature: `0x${string}` }> {
  const address = await connectWallet(walletId);
  const { nonce } =
    purpose === 'link'
      ? await callApi('api/wallets/nonce', { method: 'POST', schema: nonceAnswer })
      : await callApi('session/nonce', { method: 'POST', body: {}, auth: 'none', schema: nonceAnswer });
  const message = siweMessage(purpose, address, nonce, { appUrl: env().appUrl, chainId: BASE_CHAIN_ID }, serverNow());
  return { message, signature: await signText(address, message) };
}

/**
 * Opens a session by a wallet's signature. Whoever asked decides whether it becomes the session in force.
 * @throws ApiError, WalletError
 */
export async function sessionByWallet(walletId?: string): Promise<Session> {
  const body = await proveWallet('sign-in', walletId);
  return sessionOf(await callApi('session/wallet', { method: 'POST', body, auth: 'none', schema: signInAnswer }));
}

/** Signs in with a wallet. @throws ApiError, WalletError */
export async function signInByWallet(walletId: string): Promise<Session> {
  const session = await sessionByWallet(walletId);
  sessionStore.set(session);
  return session;
}

const ended = z.object({ ended: z.boolean() });

/** Ends the session here, or everywhere. It is forgotten here even when the server does not answer. */
export async function signOut(everywhere: boolean): Promise<void> {
  try {
    await callApi('session/end', { method: 'POST', body: { everywhere }, schema: ended });
  } finally {
    leaveTab();
  }
}

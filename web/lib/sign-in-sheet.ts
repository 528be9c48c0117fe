import type { Session } from './session.ts';
import { SignInError } from './sign-in-error.ts';
import { signInSheetStore } from './sign-in-sheet-store.ts';

/**
 * Shows the sheet that signs in by wallet, and waits for what the person does.
 * @throws SignInError when they close it
 */
export function askToSignIn(): Promise<Session> {
  return new Promise((resolve, reject) => {
    signInSheetStore.set({
      done: session => {
        signInSheetStore.set(null);
        resolve(session);
      },
      close: () => {
        signInSheetStore.set(null);
        reject(new SignInError('identity/declined', 'You did not sign in. Nothing has changed.'));
      },
    });
  });
}

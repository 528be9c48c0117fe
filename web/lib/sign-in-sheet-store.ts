import type { Session } from './session.ts';
import { createStore } from './store.ts';

/** Somebody who is being asked to sign in by wallet. */
export type Asking = { done: (session: Session) => void; close: () => void };

/** The sign-in sheet on screen, if any. Other sheets give way to it. */
export const signInSheetStore = createStore<Asking | null>(null);

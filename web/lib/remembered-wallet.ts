import { browserStorage } from './storage.ts';

const KEY = 'gigavibe.wallet';

/** The wallet that this browser signed in with, by the name that it announces itself under. */
export function rememberedWallet(): string | null {
  return browserStorage.getItem(KEY);
}

/** Notes it for the next visit; null forgets it. */
export function rememberWallet(id: string | null): void {
  if (id === null) browserStorage.removeItem(KEY);
  else browserStorage.setItem(KEY, id);
}

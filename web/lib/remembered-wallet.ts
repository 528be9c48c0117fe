const KEY = 'gigavibe.wallet';

/** The wallet that this browser signed in with, by the name that it announces itself under. */
export function rememberedWallet(): string | null {
  return window.localStorage.getItem(KEY);
}

export function rememberWallet(id: string | null): void {
  if (id === null) window.localStorage.removeItem(KEY);
  else window.localStorage.setItem(KEY, id);
}

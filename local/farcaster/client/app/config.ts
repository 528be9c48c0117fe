import type { Address, Hex } from 'viem';

/** A test user as the page knows them: the key is one of anvil's public ones and never leaves this machine. */
export type ClientUser = {
  id: string;
  fid: number;
  username: string;
  displayName: string;
  pfpUrl: string;
  address: Address;
  privateKey: Hex;
};

/** What the server writes into the page. */
export type ClientConfig = {
  appUrl: string;
  appName: string;
  rpcUrl: string;
  worldUrl: string;
  hostUrl: string;
  users: ClientUser[];
};

declare global {
  interface Window {
    __clientConfig: ClientConfig;
    /** Every call that the mini-app made to its host, in order, for tests. */
    __hostCalls: { name: string; arg?: unknown }[];
  }
}

const query = new URLSearchParams(window.location.search);

export const config: ClientConfig = window.__clientConfig;
/** The mini-app's own origin. */
export const appOrigin = new URL(config.appUrl).origin;

/** The person who uses the client, from `?user=`. The default is the one who has just arrived. */
export const currentUser: ClientUser = (() => {
  const wanted = query.get('user') ?? 'newcomer';
  const user = config.users.find(({ id }) => id === wanted) ?? config.users[0];
  if (!user) throw new Error('the client has no users');
  return user;
})();

/** Where the mini-app opens, from `?path=`; always on its own origin. */
export const startUrl: string = (() => {
  const url = new URL(query.get('path') ?? '/', `${config.appUrl}/`);
  return url.origin === appOrigin ? url.href : `${config.appUrl}/`;
})();

/** Safe areas of the client, from `?insets=top,bottom` in pixels; none in a window. */
export const safeAreaInsets = (() => {
  const [top = 0, bottom = 0] = (query.get('insets') ?? '').split(',').map(value => Number(value) || 0);
  return { top, bottom, left: 0, right: 0 };
})();

/** Whether this client lends camera and microphone to mini-apps, from `?camera=1`. As on Farcaster's own web client, it does not otherwise. */
export const lendsCamera = query.get('camera') === '1';

/** Opens the client anew as another person, at the same place. */
export function switchUser(id: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set('user', id);
  window.location.assign(url);
}

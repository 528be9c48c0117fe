import type { sdk as miniAppSdk } from '@farcaster/frame-sdk';
import { once } from '../../shared/kernel/once.ts';
import { dropSessionOfAnother } from './session.ts';
import { createStore, useStore } from './store.ts';

type MiniAppSdk = typeof miniAppSdk;

export type HostUser = { fid: number; username?: string; displayName?: string; pfpUrl?: string };
export type HostState = {
  /** 'unknown' until the host has answered, or within a frame of somebody else until it is clear that none will. */
  status: 'unknown' | 'none' | 'host';
  /** What the host says about the person: for greeting only, never for rights. */
  user: HostUser | null;
  /** Names such as `actions.composeCast`, `haptics.selectionChanged`, `back`. */
  capabilities: ReadonlySet<string>;
};

const outside: HostState = { status: 'none', user: null, capabilities: new Set() };

/** What is known about the Farcaster client around us. */
export const hostStore = createStore<HostState>({ ...outside, status: 'unknown' });

/** The host as the component should see it. */
export function useHost(): HostState {
  return useStore(hostStore);
}

let tellPainted: () => void = () => undefined;
const painted = new Promise<void>(resolve => {
  tellPainted = resolve;
});

/** The shell is on screen: the host may take its splash screen away. */
export function notePainted(): void {
  tellPainted();
}

/**
 * How long a host may take to answer. A second, as the SDK's isInMiniApp has it, is too short for a busy phone, and whoever is
 * taken for a plain browser there is asked for another wallet than theirs. Only pages within another one wait so long for nobody.
 */
const HOST_ANSWERS_MS = 10_000;

/**
 * The SDK once a host has answered; null outside of one. The SDK is loaded only where a host is possible: while it cannot be fetched
 * there, this rejects, and who asks later has it tried again.
 */
export const hostSdk = once(async (): Promise<MiniAppSdk | null> => {
  if (window === window.parent && !window.ReactNativeWebView) {
    hostStore.set(outside);
    return null;
  }
  // Taken from the import at once: what else the SDK exports is then left out.
  const code = import('@farcaster/frame-sdk').then(({ sdk }) => sdk);
  const [sdk] = await Promise.all([code, painted]);
  // ready() goes out before anything else is awaited: a slow context must not keep the splash screen up.
  sdk.actions.ready().catch(() => undefined);
  const context = await Promise.race([sdk.context, nobodyAnswered()]);
  if (!context) {
    hostStore.set(outside);
    return null;
  }
  const capabilities = await sdk.getCapabilities().catch(() => [] as string[]);
  setInsets(context.client.safeAreaInsets);
  dropSessionOfAnother(context.user.fid);
  const haptics = context.features?.haptics ?? true;
  hostStore.set({
    status: 'host',
    user: context.user,
    capabilities: new Set(capabilities.filter(name => haptics || !name.startsWith('haptics.'))),
  });
  return sdk;
});

const nobodyAnswered = () => new Promise<null>(resolve => setTimeout(resolve, HOST_ANSWERS_MS, null));

function setInsets(insets: { top: number; bottom: number; left: number; right: number } | undefined): void {
  if (!insets) return;
  for (const side of ['top', 'bottom', 'left', 'right'] as const) {
    document.documentElement.style.setProperty(`--safe-${side}`, `${Math.max(0, insets[side])}px`);
  }
}

/** Whether a host, or its absence, is known and nothing around us offers `capability`: what it does is left to the web then. */
export function isLeftToWeb({ status, capabilities }: HostState, capability: string): boolean {
  return status !== 'unknown' && !capabilities.has(capability);
}

/** Runs `act` where the host offers `capability`; resolves undefined elsewhere, and where the host fails. */
export async function withHost<T>(capability: string, act: (sdk: MiniAppSdk) => Promise<T>): Promise<T | undefined> {
  const sdk = await hostSdk().catch(() => null);
  if (!sdk || !hostStore.get().capabilities.has(capability)) return undefined;
  return act(sdk).catch(() => undefined);
}

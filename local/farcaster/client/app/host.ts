import {
  AddMiniApp,
  exposeToIframe,
  type HostEndpoint,
  type MiniAppHost,
  type MiniAppHostCapability,
  SignIn,
} from '@farcaster/miniapp-host';
import { signInMessage } from '../../sign-in-message.ts';
import { recordCall } from './calls.ts';
import { config, currentUser, lendsCamera, safeAreaInsets, startUrl } from './config.ts';
import { describeMessage } from './describe/describe-message.ts';
import { changePerson } from './host-server.ts';
import type { Shown } from './person.ts';
import { account, chain } from './rpc.ts';
import { getClient, openSheet, update } from './store.ts';
import { ethProvider } from './wallet.ts';

type Sdk = Omit<MiniAppHost, 'ethProviderRequestV2'>;

const appOrigin = new URL(config.appUrl).origin;
const appHost = new URL(config.appUrl).host;

/** What this client can do. */
const CAPABILITIES: MiniAppHostCapability[] = [
  'wallet.getEthereumProvider',
  'actions.ready',
  'actions.openUrl',
  'actions.close',
  'actions.addMiniApp',
  'actions.signIn',
  'actions.viewCast',
  'actions.viewProfile',
  'actions.viewToken',
  'actions.composeCast',
  'actions.openMiniApp',
  'haptics.impactOccurred',
  'haptics.notificationOccurred',
  'haptics.selectionChanged',
  'back',
  ...(lendsCamera ? (['actions.requestCameraAndMicrophoneAccess'] as const) : []),
];

const signIn: Sdk['signIn'] = async options => {
  const { nonce, expirationTime } = options;
  const message = signInMessage({
    fid: currentUser.fid,
    address: account.address,
    appOrigin,
    nonce,
    now: new Date(),
    expirationTime,
  });
  const description = describeMessage(message, { appName: config.appName, appHost });
  description.facts.push({ label: 'Farcaster account', value: `@${currentUser.username}, fid ${currentUser.fid}` });
  if (!(await openSheet('wallet', { description }))) throw new SignIn.RejectedByUser();
  return { message, signature: await account.signMessage({ message }), authMethod: 'authAddress' };
};

const composeCast: Sdk['composeCast'] = async options => {
  const { text = '', embeds = [], parent, close } = options;
  const draft = { text, embeds: [...embeds], ...(parent ? { parent: parent.hash } : {}) };
  if (close) closeApp();
  const cast = await openSheet('cast', { draft });
  const result = cast && { hash: cast.hash, text: cast.text, embeds: cast.embeds, ...(parent ? { parent } : {}) };
  return (close ? undefined : { cast: result }) as Awaited<ReturnType<Sdk['composeCast']>> as never;
};

const closeApp = () => update({ closed: true, ready: false, backVisible: false });

/**
 * Exposes the Farcaster client to the mini-app in `iframe` and opens it, where a notification leads when it was opened by one.
 * Returns the way back: `goBack` and `dispose`.
 */
export function hostMiniApp(iframe: HTMLIFrameElement, opened: Shown | null): { goBack: () => void; dispose: () => void } {
  let endpoint: HostEndpoint;

  const addMiniApp = async () => {
    if (!(await openSheet('add', {}))) throw new AddMiniApp.RejectedByUser();
    const notificationDetails = await changePerson('add');
    endpoint.emit({ event: 'miniapp_added', ...(notificationDetails && { notificationDetails }) });
    return notificationDetails ? { notificationDetails } : {};
  };

  const actions = {
    ready: () => update({ ready: true }),
    close: closeApp,
    openUrl: (url: string) => {
      if (/^https?:/.test(url)) window.open(url, '_blank', 'noopener');
    },
    signIn,
    signManifest: () => Promise.reject(new Error('This client signs no manifests.')),
    setPrimaryButton: () => undefined,
    addFrame: addMiniApp,
    addMiniApp,
    viewCast: async ({ hash, close }: { hash: string; close?: boolean }) => {
      if (close) closeApp();
      void openSheet('view-cast', { hash });
    },
    viewProfile: async ({ fid }: { fid: number }) => void openSheet('view-profile', { fid }),
    viewToken: async ({ token }: { token: string }) => void openSheet('view-token', { token }),
    sendToken: async () => ({ success: false, reason: 'send_failed', error: { error: 'not_offered' } }),
    swapToken: async () => ({ success: false, reason: 'swap_failed', error: { error: 'not_offered' } }),
    openMiniApp: async ({ url }: { url: string }) => {
      if (new URL(url).origin === appOrigin) iframe.src = url;
    },
    composeCast,
    requestCameraAndMicrophoneAccess: async () => {
      if (!lendsCamera) throw new Error('Camera and microphone are not offered here.');
    },
    impactOccurred: async () => undefined,
    notificationOccurred: async () => undefined,
    selectionChanged: async () => undefined,
    updateBackState: async ({ visible }: { visible: boolean }) => update({ backVisible: visible }),
  };

  const recorded = Object.entries(actions).map(([name, action]) => {
    const recording = (...args: unknown[]) => {
      recordCall(name, args[0]);
      return (action as (...args: unknown[]) => unknown)(...args);
    };
    return [name, recording] as const;
  });

  const sdk = {
    ...Object.fromEntries(recorded),
    context: {
      user: {
        fid: currentUser.fid,
        username: currentUser.username,
        displayName: currentUser.displayName,
        pfpUrl: currentUser.pfpUrl,
      },
      client: { platformType: 'web', clientFid: 9152, added: getClient().person.added, safeAreaInsets },
      location: opened ? { type: 'notification', notification: opened } : { type: 'launcher' },
      features: { haptics: true, cameraAndMicrophoneAccess: lendsCamera },
    },
    ethProviderRequest: ethProvider.request,
    eip6963RequestProvider: () =>
      endpoint.emit({
        event: 'eip6963:announceProvider',
        info: {
          uuid: '6c0e1d2f-6f0a-4a58-9a5c-6f3f2b0f9f31',
          name: 'Local client',
          icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
          rdns: 'xyz.farcaster.MiniAppWallet',
        },
      }),
    getCapabilities: async () => CAPABILITIES,
    getChains: async () => [`eip155:${chain.id}`],
  } as unknown as Sdk;

  const exposed = exposeToIframe({ iframe, sdk, ethProvider: ethProvider as never, miniAppOrigin: appOrigin });
  endpoint = exposed.endpoint;
  iframe.src = opened && new URL(opened.targetUrl).origin === appOrigin ? opened.targetUrl : startUrl;
  return { goBack: () => endpoint.emit({ event: 'back_navigation_triggered' }), dispose: exposed.cleanup };
}

import { type MiniAppHost, SignIn } from '@farcaster/miniapp-host';
import { signInMessage } from '../../sign-in-message.ts';
import { recordCall } from './calls.ts';
import { appOrigin, config, currentUser, lendsCamera } from './config.ts';
import { describeMessage } from './describe/describe-message.ts';
import { account } from './rpc.ts';
import { openSheet, update } from './store.ts';

/** What a host offers to the mini-app, as the SDK on the other side calls it. */
export type HostSdk = Omit<MiniAppHost, 'ethProviderRequestV2'>;

const appHost = new URL(config.appUrl).host;

const signIn: HostSdk['signIn'] = async options => {
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

const composeCast: HostSdk['composeCast'] = async options => {
  const { text = '', embeds = [], parent, close } = options;
  const draft = { text, embeds: [...embeds], ...(parent ? { parent: parent.hash } : {}) };
  if (close) closeApp();
  const cast = await openSheet('cast', { draft });
  const result = cast && { hash: cast.hash, text: cast.text, embeds: cast.embeds, ...(parent ? { parent } : {}) };
  return (close ? undefined : { cast: result }) as Awaited<ReturnType<HostSdk['composeCast']>> as never;
};

const closeApp = () => update({ closed: true, ready: false, backVisible: false });

type HostActionsOptions = {
  addMiniApp: () => Promise<unknown>;
  /** Shows another address of the mini-app. */
  open: (url: string) => void;
};

/** What the mini-app may ask of this client. Each call is recorded. */
export function hostActions({ addMiniApp, open }: HostActionsOptions) {
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
      if (new URL(url).origin === appOrigin) open(url);
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
  return Object.fromEntries(recorded);
}

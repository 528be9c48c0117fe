import { AddMiniApp, exposeToIframe, type HostEndpoint, type MiniAppHostCapability } from '@farcaster/miniapp-host';
import { appOrigin, currentUser, lendsCamera, safeAreaInsets, startUrl } from './config.ts';
import { type HostSdk, hostActions } from './host-actions.ts';
import { changePerson } from './host-server.ts';
import type { Shown } from './person.ts';
import { chain } from './rpc.ts';
import { getClient, openSheet } from './store.ts';
import { ethProvider } from './wallet.ts';

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

  const sdk = {
    ...hostActions({
      addMiniApp,
      open: url => {
        iframe.src = url;
      },
    }),
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
  } as unknown as HostSdk;

  const exposed = exposeToIframe({ iframe, sdk, ethProvider: ethProvider as never, miniAppOrigin: appOrigin });
  endpoint = exposed.endpoint;
  iframe.src = opened && new URL(opened.targetUrl).origin === appOrigin ? opened.targetUrl : startUrl;
  return { goBack: () => endpoint.emit({ event: 'back_navigation_triggered' }), dispose: exposed.cleanup };
}

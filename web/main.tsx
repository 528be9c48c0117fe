import './ui/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { watchDevice } from './lib/connection.ts';
import { hostSdk, notePainted } from './lib/host.ts';
import { keepTime } from './lib/keep-time.ts';
import { followOtherTabs, keepSession, signInWith } from './lib/session.ts';
import { browserStorage, tabStorage } from './lib/storage.ts';
import { findHostWallet } from './lib/wallet-address.ts';

const ways = () => import('./lib/sign-in.ts');
signInWith({
  signIn: async () => (await ways()).signIn(),
  renew: async session => (await ways()).renew(session),
});
keepSession(tabStorage, browserStorage);
followOtherTabs(window);
watchDevice(window);
hostSdk().catch(() => undefined);

const root = document.getElementById('app');
if (!root) throw new Error('The page has no place for the app.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    notePainted();
    keepTime(document);
  }),
);
void findHostWallet();

// The SDK also throws a declined sign-in at the window, after it was handled.
window.addEventListener('unhandledrejection', event => {
  if (event.reason instanceof Error && /RejectedByUser/.test(event.reason.name)) event.preventDefault();
});

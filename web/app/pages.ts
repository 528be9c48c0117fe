import { lazy } from 'react';

// Parts of the app whose code comes when they are first shown, or before that when the device is idle.
const performance = () => import('./performance-page.tsx').then(module => ({ default: module.PerformancePage }));
const coins = () => import('./coins-page.tsx').then(module => ({ default: module.CoinsPage }));
const stage = () => import('./stage-page.tsx').then(module => ({ default: module.StagePage }));
const chain = () => import('./later-pages.ts').then(module => ({ default: module.ChainPage }));
const record = () => import('./later-pages.ts').then(module => ({ default: module.RecordPage }));
const chains = () => import('./later-pages.ts').then(module => ({ default: module.ChainsPage }));
const perform = () => import('./later-pages.ts').then(module => ({ default: module.PerformPage }));
const fromCast = () => import('./later-pages.ts').then(module => ({ default: module.FromCastPage }));
const inbox = () => import('./later-pages.ts').then(module => ({ default: module.InboxPage }));
const search = () => import('./later-pages.ts').then(module => ({ default: module.SearchPage }));
const status = () => import('./status-page.tsx').then(module => ({ default: module.StatusPage }));
/** Tells of a lost connection, so it does not give up when that is why it cannot be fetched. */
const trouble = (): Promise<{ default: typeof import('./trouble.tsx').Trouble }> =>
  import('./trouble.tsx').then(
    module => ({ default: module.Trouble }),
    () => new Promise(again => setTimeout(() => again(trouble()), 2000)),
  );
const operator = () => import('./later-pages.ts').then(module => ({ default: module.OperatorPage }));
const lost = () => import('./empty-pages.tsx').then(module => ({ default: module.LostPage }));
const person = () => import('./person-page.tsx').then(module => ({ default: module.PersonPage }));
const account = () => import('./account-page.tsx').then(module => ({ default: module.AccountPage }));
const coin = () => import('./coin-page.tsx').then(module => ({ default: module.CoinPage }));
const signIn = () => import('../features/identity/sign-in-sheet.tsx').then(module => ({ default: module.SignInHost }));
const trade = () => import('../features/markets/trade/trade-host.tsx').then(module => ({ default: module.TradeHost }));

const newTakes = () => import('./trouble.tsx').then(module => ({ default: module.NewTakes }));

export const NewTakes = lazy(newTakes);
export const PerformancePage = lazy(performance);
export const CoinsPage = lazy(coins);
export const StagePage = lazy(stage);
export const ChainsPage = lazy(chains);
export const ChainPage = lazy(chain);
export const RecordPage = lazy(record);
export const PerformPage = lazy(perform);
export const FromCastPage = lazy(fromCast);
export const InboxPage = lazy(inbox);
export const SearchPage = lazy(search);
export const StatusPage = lazy(status);
export const Trouble = lazy(trouble);
export const OperatorPage = lazy(operator);
export const LostPage = lazy(lost);
export const PersonPage = lazy(person);
export const AccountPage = lazy(account);
export const CoinPage = lazy(coin);
export const SignInHost = lazy(signIn);
export const TradeHost = lazy(trade);

/** Fetches the code of all parts, one after the other: a tap then waits for nothing, and a lost connection costs no page. */
export async function fetchAhead(): Promise<void> {
  const parts = [trouble, performance, trade, coins, stage, perform, person, account, coin, signIn, inbox, search, status];
  for (const load of parts) await load().catch(() => undefined);
}

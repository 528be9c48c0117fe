import { lazy } from 'react';

// Parts of the app whose code comes when they are first shown, or before that when the device is idle.
const later = () => import('./later-pages.ts');
/** A page of that part, by its name. */
const ofLater = <Name extends keyof Awaited<ReturnType<typeof later>>>(name: Name) =>
  lazy(() => later().then(module => ({ default: module[name] })));
const performance = () => import('./performance-page.tsx').then(module => ({ default: module.PerformancePage }));
const coins = () => import('./coins-page.tsx').then(module => ({ default: module.CoinsPage }));
const stage = () => import('./stage-page.tsx').then(module => ({ default: module.StagePage }));
const status = () => import('./status-page.tsx').then(module => ({ default: module.StatusPage }));
/** Tells of a lost connection, so it does not give up when that is why it cannot be fetched. */
const trouble = (): Promise<{ default: typeof import('./trouble.tsx').Trouble }> =>
  import('./trouble.tsx').then(
    module => ({ default: module.Trouble }),
    () => new Promise(again => setTimeout(() => again(trouble()), 2000)),
  );
const lost = () => import('./empty-pages.tsx').then(module => ({ default: module.LostPage }));
const person = () => import('./person-page.tsx').then(module => ({ default: module.PersonPage }));
const account = () => import('./account-page.tsx').then(module => ({ default: module.AccountPage }));
const earnings = () => import('./earnings-page.tsx').then(module => ({ default: module.EarningsPage }));
/** It leads on to the page of its take. */
const coin = () => Promise.all([import('./coin-page.tsx'), performance()]).then(([module]) => ({ default: module.CoinPage }));
const signIn = () => import('../features/identity/sign-in-sheet.tsx').then(module => ({ default: module.SignInHost }));
const newTakes = () => import('../features/performances/new-takes.tsx').then(module => ({ default: module.NewTakes }));
const trade = () => import('../features/markets/trade/trade-host.tsx').then(module => ({ default: module.TradeHost }));

export const NewTakes = lazy(newTakes);
export const PerformancePage = lazy(performance);
export const CoinsPage = lazy(coins);
export const StagePage = lazy(stage);
export const ChainsPage = ofLater('ChainsPage');
export const ChainPage = ofLater('ChainPage');
export const RecordPage = ofLater('RecordPage');
export const PerformPage = ofLater('PerformPage');
export const FromCastPage = ofLater('FromCastPage');
export const InboxPage = ofLater('InboxPage');
export const SearchPage = ofLater('SearchPage');
export const StatusPage = lazy(status);
export const Trouble = lazy(trouble);
export const OperatorPage = ofLater('OperatorPage');
export const LostPage = lazy(lost);
export const PersonPage = lazy(person);
export const AccountPage = lazy(account);
export const CoinPage = lazy(coin);
export const EarningsPage = lazy(earnings);
export const SignInHost = lazy(signIn);
export const TradeHost = lazy(trade);

/** Fetches the code of all parts, one after the other: a tap then waits for nothing, and a lost connection costs no page. */
export async function fetchAhead(): Promise<void> {
  const parts = [trouble, newTakes, performance, trade, coins, stage, later, person, account, coin, earnings, signIn, status];
  for (const load of parts) await load().catch(() => undefined);
}

import type { Destination } from '../ui/tab-bar/tab-bar.tsx';

/** The places of the tab bar, in order. */
export const PLACES: readonly Destination[] = [
  { to: '/', label: 'Feed', icon: 'home', iconOn: 'home-on' },
  { to: '/chains', label: 'Chains', icon: 'chain' },
  { to: '/perform', label: 'Perform', icon: 'mic', filled: true },
  { to: '/coins', label: 'Coins', icon: 'coins', iconOn: 'coins-on' },
  { to: '/stage', label: 'You', icon: 'person', iconOn: 'person-on' },
];

/** Whether the page of a path may have an action bar in the tab bar's place. */
export function mayHaveBar(path: string): boolean {
  return isOfTake(path) || /^\/chains\/./.test(path);
}

/** A take's page, by its own address or its coin's. */
export function isOfTake(path: string): boolean {
  return /^\/(p|coins)\/./.test(path);
}

/** The place that a path belongs to. Pages of takes and people belong to the feed, the account to "You". */
export function placeOf(path: string): string | undefined {
  if (path === '/' || path === '/search' || path.startsWith('/p/') || path.startsWith('/u/')) return '/';
  if (path === '/from-cast') return '/perform';
  if (path.startsWith('/records/')) return '/chains';
  if (path === '/account' || path === '/earnings' || path === '/notices' || path === '/operator') return '/stage';
  return PLACES.find(place => place.to !== '/' && (path === place.to || path.startsWith(`${place.to}/`)))?.to;
}

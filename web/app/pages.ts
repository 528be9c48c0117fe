import { type ComponentType, lazy } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** A part of the app whose code comes when it is first shown, or before that when the device is idle. */
function later<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  loads.push(load);
  return lazy(load);
}

export const PerformancePage = later(() =>
  import('./performance-page.tsx').then(module => ({ default: module.PerformancePage })),
);
export const CoinsPage = later(() => import('./coins-page.tsx').then(module => ({ default: module.CoinsPage })));
export const StagePage = later(() => import('./stage-page.tsx').then(module => ({ default: module.StagePage })));
export const ChainsPage = later(() => import('./empty-pages.tsx').then(module => ({ default: module.ChainsPage })));
export const PerformPage = later(() => import('./empty-pages.tsx').then(module => ({ default: module.PerformPage })));
export const LostPage = later(() => import('./empty-pages.tsx').then(module => ({ default: module.LostPage })));
export const TradeHost = later(() =>
  import('../features/markets/trade/trade-host.tsx').then(module => ({ default: module.TradeHost })),
);

/** Fetches the code of all parts, one after the other: a tap then waits for nothing, and a lost connection costs no page. */
export async function fetchAhead(): Promise<void> {
  for (const load of loads) await load().catch(() => undefined);
}

import type { QueryClient } from '@tanstack/react-query';
import type { DueClaim } from '../../../../shared/launches/collect.ts';
import { haptic } from '../../../lib/host-actions.ts';
import { belongsHere, personStore } from '../../../lib/person.ts';
import { createStore, type Store } from '../../../lib/store.ts';
import { type CollectPorts, collect, noticeOf } from './collect.ts';
import { type CollectEvent, type CollectState, collectReducer, IDLE } from './collect-state.ts';

/** With whose it was when it was opened: who signs in next in this tab begins with their own. */
const stores = new Map<Store<CollectState>, string | null>();

/** Where collecting stands for whoever is here. Outside of the screen: it goes on when the page is left. */
export function collectStore(): Store<CollectState> {
  const own = [...stores].flatMap(([store, owner]) => (belongsHere(owner) ? [store] : []));
  const known = own.find(store => store.get().name !== 'idle') ?? own[0];
  if (known) return known;
  const store = createStore<CollectState>(IDLE);
  stores.set(store, personStore.get().id);
  return store;
}

export function tellCollect(store: Store<CollectState>, event: CollectEvent): void {
  store.set(collectReducer(store.get(), event));
}

/** Base makes a block every 2 s: what is not seen after this long is said to be late. */
const LATE_AFTER_MS = 20_000;

/** Collects what is on screen with the person's wallet, one time at a time. What it changes is read again at once. */
export async function collectNow(shown: readonly DueClaim[], cache: QueryClient): Promise<void> {
  const store = collectStore();
  if (store.get().name !== 'idle') return;
  const tell = (event: CollectEvent) => tellCollect(store, event);
  tell({ type: 'begin' });
  let ports: CollectPorts;
  try {
    ports = await walletPorts();
  } catch (error) {
    tell({ type: 'stopped', notice: noticeOf(error) });
    return;
  }
  let late: ReturnType<typeof setTimeout> | undefined;
  await collect(shown, ports, event => {
    if (event.type === 'sent') late = setTimeout(() => tell({ type: 'late', of: event.hash }), LATE_AFTER_MS);
    tell(event);
    if (event.type !== 'done' && event.type !== 'ended' && event.type !== 'stopped') return;
    clearTimeout(late);
    haptic(event.type === 'done' ? 'success' : 'error');
    for (const name of ['due', 'eth-balance', 'balance', 'holdings', 'exit'])
      void cache.invalidateQueries({ queryKey: ['markets', name] });
  });
}

async function walletPorts(): Promise<CollectPorts> {
  const [{ collectPorts }, { connectWallet }] = await Promise.all([
    import('./collect-ports.ts'),
    import('../../../lib/wallet.ts'),
  ]);
  return collectPorts(await connectWallet());
}

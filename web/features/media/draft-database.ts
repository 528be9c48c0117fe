import { belongsHere, personStore } from '../../lib/person.ts';
import { moveFirstWords } from './draft-words.ts';

/** Everything kept says whose it is: '' while nobody is known here, and the next one's who signs in. */
export type Owned = { owner: string };
export const owner = () => personStore.get().id ?? '';
export const isOwn = (row: Owned) => row.owner === '' || belongsHere(row.owner);

const NAME = 'gigavibe-drafts';
const VERSION = 2;
const STORES = ['slices', 'takes', 'facts'] as const;
/** How long the database may take before the take goes on without it. */
const PATIENCE_MS = 3_000;

let opened: Promise<IDBDatabase> | undefined;

/** One that could not be opened, or that the browser closed, is opened anew for the next. */
function open(): Promise<IDBDatabase> {
  if (opened) return opened;
  const forget = () => {
    opened = undefined;
  };
  opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      const { result: database, transaction } = request;
      if (oldVersion === 0)
        for (const name of ['slices', 'facts']) database.createObjectStore(name, { autoIncrement: name === 'slices' });
      database.createObjectStore('takes', { autoIncrement: true });
      if (oldVersion === 1 && transaction) sayWhose(transaction);
    };
    request.onsuccess = () => {
      request.result.onclose = forget;
      // Another tab has a newer version of the app.
      request.result.onversionchange = () => {
        request.result.close();
        forget();
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opened.catch(forget);
  return opened;
}

/** The first version kept one draft, and did not say whose. */
function sayWhose(transaction: IDBTransaction): void {
  const [slices, takes, facts] = ['slices', 'takes', 'facts'].map(name => transaction.objectStore(name)) as IDBObjectStore[];
  eachRow(slices, cursor => cursor.update({ owner: '', slice: cursor.value }));
  const kept = facts?.get('take') as IDBRequest<{ performanceId: string } | undefined>;
  kept.onsuccess = () => {
    moveFirstWords(kept.result?.performanceId ?? null);
    if (!kept.result) return;
    takes?.add({ ...kept.result, owner: '' });
    facts?.delete('take');
  };
}

/** Goes through a store, row by row; `act` may change or delete what it stands at. */
export function eachRow(store: IDBObjectStore | undefined, act: (cursor: IDBCursorWithValue) => void): void {
  const request = store?.openCursor();
  if (!request) return;
  request.onsuccess = () => {
    if (!request.result) return;
    act(request.result);
    request.result.continue();
  };
}

type Work<T> = (stores: Record<(typeof STORES)[number], IDBObjectStore>) => IDBRequest<T> | undefined;

/**
 * One transaction over the draft. A browser that keeps nothing (private windows) costs the draft, never the take: failures give
 * undefined.
 */
export async function transact<T>(work: Work<T>): Promise<T | undefined> {
  try {
    const transaction = (await open()).transaction(STORES, 'readwrite');
    const stores = {
      slices: transaction.objectStore('slices'),
      takes: transaction.objectStore('takes'),
      facts: transaction.objectStore('facts'),
    };
    if (owner() !== '') for (const store of [stores.slices, stores.takes]) eachRow(store, claim);
    const request = work(stores);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
    return request?.result;
  } catch {
    return undefined;
  }
}

/**
 * The same for who waits for it. A database that stops answering, as WebKit's sometimes does, gives undefined; what is only slow is
 * still written.
 */
export async function transactInTime<T>(work: Work<T>): Promise<T | undefined> {
  const { promise: silence, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  return Promise.race([transact(work), silence]).finally(() => clearTimeout(timer));
}

/** What nobody owned is theirs who signed in. */
function claim(cursor: IDBCursorWithValue): void {
  if (cursor.value.owner === '') cursor.update({ ...cursor.value, owner: owner() });
}

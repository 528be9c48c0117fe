import { belongsHere, personStore } from '../../lib/person.ts';
import { browserStorage } from '../../lib/storage.ts';
import type { Measured } from './measure-take.ts';

/** A take that was kept, with everything that was found out and written about it. */
export type KeptTake = {
  file: Blob;
  film: boolean;
  measured: Measured;
  cid: string;
  poster: Blob | null;
  /** The id that its page will have. */
  performanceId: string;
};

/** How far the upload of a file came; enough to go on after a reload. */
export type UploadMark = { location: string; last: boolean };

/** Everything kept says whose it is: '' while nobody is known here, and the next one's who signs in. */
type Owned = { owner: string };
const owner = () => personStore.get().id ?? '';
const isOwn = (row: Owned) => row.owner === '' || belongsHere(row.owner);

const NAME = 'gigavibe-drafts';
const VERSION = 2;
const wordsOf = (performanceId: string) => `gigavibe-draft-words ${performanceId}`;
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
  forEach(slices, cursor => cursor.update({ owner: '', slice: cursor.value }));
  const kept = facts?.get('take') as IDBRequest<KeptTake | undefined>;
  kept.onsuccess = () => {
    const words = browserStorage.getItem('gigavibe-draft-words');
    browserStorage.removeItem('gigavibe-draft-words');
    if (!kept.result) return;
    takes?.add({ ...kept.result, owner: '' });
    facts?.delete('take');
    if (words !== null) browserStorage.setItem(wordsOf(kept.result.performanceId), words);
  };
}

function forEach(store: IDBObjectStore | undefined, act: (cursor: IDBCursorWithValue) => void): void {
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
 * One transaction over the draft. A browser that keeps nothing (private windows), or whose database stops answering as WebKit's
 * sometimes does, costs the draft, never the take: failures and silence give undefined. What is only slow is still written.
 */
async function run<T>(work: Work<T>): Promise<T | undefined> {
  const { promise: silence, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  return Promise.race([transact(work), silence]).finally(() => clearTimeout(timer));
}

async function transact<T>(work: Work<T>): Promise<T | undefined> {
  try {
    const transaction = (await open()).transaction(STORES, 'readwrite');
    const stores = {
      slices: transaction.objectStore('slices'),
      takes: transaction.objectStore('takes'),
      facts: transaction.objectStore('facts'),
    };
    if (owner() !== '') for (const store of [stores.slices, stores.takes]) forEach(store, claim);
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

/** What nobody owned is theirs who signed in. */
function claim(cursor: IDBCursorWithValue): void {
  if (cursor.value.owner === '') cursor.update({ ...cursor.value, owner: owner() });
}

const removeOwn = (store: IDBObjectStore, which: (row: Owned & Partial<KeptTake>) => boolean = () => true) =>
  forEach(store, cursor => {
    if (isOwn(cursor.value) && which(cursor.value)) cursor.delete();
  });

/** Keeps a second of what is being recorded. */
export const keepSlice = (slice: Blob) => run(({ slices }) => slices.add({ owner: owner(), slice }));

/** What was recorded when the page went away, or null. However late it comes: nobody waits for it. */
export async function recordedSlices(): Promise<Blob | null> {
  const rows = (await transact(({ slices }) => slices.getAll() as IDBRequest<(Owned & { slice: Blob })[]>)) ?? [];
  const own = rows.filter(isOwn).map(({ slice }) => slice);
  return own.length > 0 ? new Blob(own, { type: own[0]?.type ?? '' }) : null;
}

export const readDraft = <T>(key: string) => run(({ facts }) => facts.get(key) as IDBRequest<T | undefined>);
export const writeDraft = (key: string, value: unknown) => run(({ facts }) => facts.put(value, key));

/** The newest take that whoever is here kept, or null. However late it comes: nobody waits for it. */
export async function keptTake(): Promise<KeptTake | null> {
  const rows = (await transact(({ takes }) => takes.getAll() as IDBRequest<(Owned & KeptTake)[]>)) ?? [];
  return rows.filter(isOwn).at(-1) ?? null;
}

/** Keeps the take and lets go of the pieces that it was made of. */
export const keepTake = (take: KeptTake) =>
  run(({ slices, takes }) => {
    removeOwn(slices);
    return takes.add({ ...take, owner: owner() });
  });

/** What is written about a take. Kept at once, not a moment later: a page that goes away right after a keystroke has it. */
export const keepWords = (performanceId: string, words: object): void =>
  browserStorage.setItem(wordsOf(performanceId), JSON.stringify(words));

/** What was typed for a take that was not posted yet; null where there is none, or none that can be read. */
export function keptWords<T>(performanceId: string): Partial<T> | null {
  try {
    return JSON.parse(browserStorage.getItem(wordsOf(performanceId)) ?? 'null');
  } catch {
    return null;
  }
}

export const forgetSlices = () => run(({ slices }) => void removeOwn(slices));

/** Forgets a take and all about it: it was posted, or dropped. */
export const forgetDraft = (performanceId: string) => {
  browserStorage.removeItem(wordsOf(performanceId));
  return run(({ slices, takes, facts }) => {
    removeOwn(slices);
    removeOwn(takes, take => take.performanceId === performanceId);
    return facts.clear();
  });
};

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

const NAME = 'gigavibe-drafts';
const WORDS = 'gigavibe-draft-words';
const STORES = ['slices', 'facts'] as const;
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
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('slices', { autoIncrement: true });
      request.result.createObjectStore('facts');
    };
    request.onsuccess = () => {
      request.result.onclose = forget;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opened.catch(forget);
  return opened;
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
    const stores = { slices: transaction.objectStore('slices'), facts: transaction.objectStore('facts') };
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

/** Keeps a second of what is being recorded. */
export const keepSlice = (slice: Blob) => run(({ slices }) => slices.add(slice));

/** What was recorded when the page went away, or null. However late it comes: nobody waits for it. */
export async function recordedSlices(): Promise<Blob | null> {
  const slices = (await transact(({ slices }) => slices.getAll() as IDBRequest<Blob[]>)) ?? [];
  return slices.length > 0 ? new Blob(slices, { type: slices[0]?.type ?? '' }) : null;
}

export const readDraft = <T>(key: string) => run(({ facts }) => facts.get(key) as IDBRequest<T | undefined>);
export const writeDraft = (key: string, value: unknown) => run(({ facts }) => facts.put(value, key));

/** The take that was kept, or null. However late it comes: nobody waits for it. */
export const keptTake = async () =>
  (await transact(({ facts }) => facts.get('take') as IDBRequest<KeptTake | undefined>)) ?? null;

/** Keeps the take and lets go of the pieces that it was made of. */
export const keepTake = (take: KeptTake) =>
  run(({ slices, facts }) => {
    slices.clear();
    return facts.put(take, 'take');
  });

/** What is written about the take. Kept at once, not a moment later: a page that goes away right after a keystroke has it. */
export const keepWords = (words: object): void => browserStorage.setItem(WORDS, JSON.stringify(words));

/** What was typed for a take that was not posted yet; null where there is none, or none that can be read. */
export function keptWords<T>(): Partial<T> | null {
  try {
    return JSON.parse(browserStorage.getItem(WORDS) ?? 'null');
  } catch {
    return null;
  }
}

export const forgetSlices = () => run(({ slices }) => slices.clear());

/** Forgets everything: it was posted, or dropped. */
export const forgetDraft = () => {
  keepWords({});
  return run(({ slices, facts }) => {
    slices.clear();
    return facts.clear();
  });
};

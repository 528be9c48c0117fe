import { eachRow, isOwn, type Owned, owner, transact, transactInTime } from './draft-database.ts';
import { forgetWords } from './draft-words.ts';
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

const removeOwn = (store: IDBObjectStore, which: (row: Owned & Partial<KeptTake>) => boolean = () => true) =>
  eachRow(store, cursor => {
    if (isOwn(cursor.value) && which(cursor.value)) cursor.delete();
  });

/** Keeps a second of what is being recorded. */
export const keepSlice = (slice: Blob) => transactInTime(({ slices }) => slices.add({ owner: owner(), slice }));

/** What was recorded when the page went away, or null. However late it comes: nobody waits for it. */
export async function recordedSlices(): Promise<Blob | null> {
  const rows = (await transact(({ slices }) => slices.getAll() as IDBRequest<(Owned & { slice: Blob })[]>)) ?? [];
  const own = rows.filter(isOwn).map(({ slice }) => slice);
  return own.length > 0 ? new Blob(own, { type: own[0]?.type ?? '' }) : null;
}

export const readDraft = <T>(key: string) => transactInTime(({ facts }) => facts.get(key) as IDBRequest<T | undefined>);
export const writeDraft = (key: string, value: unknown) => transactInTime(({ facts }) => facts.put(value, key));

/** The newest take that whoever is here kept, or null. However late it comes: nobody waits for it. */
export async function keptTake(): Promise<KeptTake | null> {
  const rows = (await transact(({ takes }) => takes.getAll() as IDBRequest<(Owned & KeptTake)[]>)) ?? [];
  return rows.filter(isOwn).at(-1) ?? null;
}

/** Keeps the take and lets go of the pieces that it was made of. */
export const keepTake = (take: KeptTake) =>
  transactInTime(({ slices, takes }) => {
    removeOwn(slices);
    return takes.add({ ...take, owner: owner() });
  });

export const forgetSlices = () => transactInTime(({ slices }) => void removeOwn(slices));

/** Forgets a take and all about it: it was posted, or dropped. */
export const forgetDraft = (performanceId: string) => {
  forgetWords(performanceId);
  return transactInTime(({ slices, takes, facts }) => {
    removeOwn(slices);
    removeOwn(takes, take => take.performanceId === performanceId);
    return facts.clear();
  });
};

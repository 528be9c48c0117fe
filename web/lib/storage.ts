/** What is used of a browser's storage. */
export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Storage that never throws. It holds nothing where it is full, or where a browser refuses it: cookies blocked, some frames of
 * another site, web views without it. Then somebody who was signed in is asked again after a reload, and everything else goes on.
 * `open` is called each time, as asking for the storage is what throws.
 */
export function storageOf(open: () => Keep): Keep {
  const attempt = <T>(act: (store: Keep) => T, otherwise: T): T => {
    try {
      return act(open());
    } catch {
      return otherwise;
    }
  };
  return {
    getItem: key => attempt(store => store.getItem(key), null),
    setItem: (key, value) => attempt(store => store.setItem(key, value), undefined),
    removeItem: key => attempt(store => store.removeItem(key), undefined),
  };
}

export const browserStorage = storageOf(() => window.localStorage);
export const tabStorage = storageOf(() => window.sessionStorage);

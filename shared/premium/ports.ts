import type { Wrapped } from './wrap-key.ts';

type Address = `0x${string}`;
type Key = Uint8Array<ArrayBuffer>;

/** A sealed file and who may open it. `leastCoins` in whole coins; the key lies wrapped. */
export type HoldersFile = {
  id: string;
  makerId: string;
  /** Of the sealed file. */
  cid: string;
  mime: string;
  size: number;
  leastCoins: bigint;
  /** Null while the take has no coin. */
  coin: Address | null;
  /** Nobody but operators gets the key of what is not. */
  open: boolean;
  wrapped: Wrapped;
};

/** As what somebody may have the key. */
export type Entitlement = { as: 'maker' } | { as: 'holder'; block: bigint } | { as: 'operator'; reason: string };

export type AddPorts = {
  /** The person's own checked sealed upload; null when it is none. */
  findUpload: (mediaId: string, userId: string) => Promise<{ cid: string } | null>;
  /** What the label inside says, once the key opened it; null when it does not. @throws AppError 503 when it cannot be read */
  readLabel: (cid: string, fileId: string, key: Key) => Promise<{ mime: string; size: number } | null>;
  wrap: (key: Key, fileId: string) => Promise<Wrapped>;
  /** Keeps it; the same one again is no second. */
  add: (file: {
    id: string;
    performanceId: string;
    userId: string;
    mediaId: string;
    mime: string;
    size: number;
    leastCoins: number;
    wrapped: Wrapped;
  }) => Promise<'added' | 'no-take' | 'taken'>;
};

export type ReleasePorts = {
  /** Null for what is not there, or was removed. */
  find: (fileId: string) => Promise<HoldersFile | null>;
  isOperator: (userId: string) => Promise<boolean>;
  /** Wallets that the person proved, and the one that Farcaster verified last. */
  walletsOf: (userId: string) => Promise<Address[]>;
  /** What these wallets hold of a coin together, in coin wei, all at the same block. @throws AppError `chain/away` */
  readBalances: (coin: Address, wallets: readonly Address[]) => Promise<{ block: bigint; held: bigint }>;
  /** Writes the release down, if the file may still be opened so. */
  noteRelease: (fileId: string, readerId: string, entitled: Entitlement) => Promise<boolean>;
  unwrap: (wrapped: Wrapped, fileId: string) => Promise<Key>;
};

export type RemovePorts = {
  /** Destroys the key, and says so in the row; again is no more. False when it is none of theirs. */
  remove: (fileId: string, userId: string) => Promise<boolean>;
};

export type RewrapPorts = {
  /** Keys that lie under another secret than this, a page of them. */
  wrappedBefore: (secretId: string, most: number) => Promise<{ fileId: string; wrapped: Wrapped }[]>;
  /** Replaces a key as it was read. */
  rewrap: (fileId: string, before: Wrapped, after: Wrapped) => Promise<void>;
};

import type { FarcasterProfile, User } from './schema.ts';

/** A session as it is stored. `walletAddress` is the wallet that signed in; null when Farcaster vouched. */
export type NewSession = { id: string; userId: string; walletAddress: string | null; createdAt: number; expiresAt: number };

export type SessionTokens = {
  accessToken: string;
  /** End of the access token, Unix seconds. */
  expiresAt: number;
  /** Works once. Null where Farcaster vouches again instead. */
  refreshToken: string | null;
};

export type SignedIn = { user: User; walletAddress: string | null; session: SessionTokens };

/** What opens and renews sessions. */
export type SessionPorts = {
  saveSession: (session: NewSession, refreshHash: string | null) => Promise<void>;
  mintToken: (user: User, sessionId: string) => Promise<{ accessToken: string; expiresAt: number }>;
  /** A secret of 256 bits, and the digest under which it is kept. */
  newSecret: () => string;
  hashOf: (secret: string) => Promise<string>;
  newId: () => string;
  /** Wall time in ms. */
  now: () => number;
};

/** What a Farcaster sign-in needs besides. */
export type FarcasterPorts = {
  /** The fid that a Quick Auth token proves, and when it was given out (Unix ms). @throws AppError 401 for any bad token, 503 when it cannot be checked. */
  verifyToken: (token: string) => Promise<{ fid: number; issuedAt: number }>;
  /** Null when Neynar does not know the account. @throws AppError 503 when Neynar is away. */
  findProfile: (fid: number) => Promise<FarcasterProfile | null>;
  /** Adds the user or brings them up to date; the wallet is exactly what Farcaster verifies now. What people wrote here themselves stays. */
  saveUser: (profile: FarcasterProfile) => Promise<User>;
  findUser: (fid: number) => Promise<User | null>;
};

/** What a wallet's proof needs. A nonce belongs to an account (`userId`) when a wallet is to be added to it, to nobody when it is to sign in. */
export type WalletPorts = {
  saveNonce: (nonce: { nonce: string; userId: string | null; expiresAt: number }) => Promise<void>;
  nonceWaits: (nonce: string, userId: string | null) => Promise<boolean>;
  /** Takes the nonce away; false when another call was faster. */
  takeNonce: (nonce: string, userId: string | null) => Promise<boolean>;
  /** Whether the wallet signed the text: a plain key, or a contract by ERC-1271 or 6492. @throws AppError 503 when a contract cannot be asked. */
  verifyText: (address: string, text: string, signature: `0x${string}`) => Promise<boolean>;
  newNonce: () => string;
  now: () => number;
};

/** What renewing and ending need. */
export type RenewPorts = {
  /** Uses up a refresh token. Within `graceMs` of its first use it works again: the answer may have been lost. Later the session ends. */
  takeRefresh: (
    hash: string,
    now: number,
    graceMs: number,
  ) => Promise<{ sessionId: string; user: User; walletAddress: string | null } | null>;
  /** Adds the next refresh token and moves the session's end. */
  extendSession: (sessionId: string, refreshHash: string, expiresAt: number) => Promise<void>;
};

/** What changes an account. */
export type AccountPorts = {
  /** Whether the session was neither ended nor is over. */
  sessionLives: (sessionId: string, userId: string) => Promise<boolean>;
  /** Adds a proven wallet; gives its owner, who may be somebody else. @throws AppError 401 for an account that is no more */
  addWallet: (address: string, userId: string, now: number) => Promise<string>;
  /** Takes a wallet away and ends the sessions that it opened. False when it is the last way in. */
  removeWallet: (address: string, userId: string, now: number) => Promise<'removed' | 'unknown' | 'last'>;
  findAccount: (userId: string) => Promise<(User & { createdAt: number }) | null>;
  /** Gives everything of one account to another, in one transaction. */
  mergeUsers: (leaving: string, staying: string) => Promise<void>;
};

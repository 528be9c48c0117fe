import type { FarcasterProfile, User } from './schema.ts';

export type SessionToken = {
  accessToken: string;
  /** Unix seconds. */
  expiresAt: number;
};

/** What signing in needs from outside. */
export type IdentityPorts = {
  /** The fid that a Quick Auth token proves. @throws AppError 401 for any bad token, 503 when it cannot be checked. */
  verifyToken: (token: string) => Promise<number>;
  /** Null when Neynar does not know the account. @throws AppError 503 when Neynar is away. */
  findProfile: (fid: number) => Promise<FarcasterProfile | null>;
  /** Adds the user or brings them up to date; the wallet is exactly what Farcaster verifies now. */
  saveUser: (profile: FarcasterProfile) => Promise<User>;
  findUser: (fid: number) => Promise<User | null>;
  mintSession: (user: User) => Promise<SessionToken>;
};

/** A Farcaster account as Neynar describes it, cleaned. `walletAddress` is lower case. */
export type FarcasterProfile = {
  fid: number;
  displayName: string;
  username: string | null;
  avatarUrl: string | null;
  walletAddress: string | null;
};

/** One of our users. */
export type User = {
  id: string;
  fid: number;
  displayName: string;
  username: string | null;
  avatarUrl: string | null;
  walletAddress: string | null;
};
